import { createRoute } from '@hono/zod-openapi'
import { readOptions } from '../call-options.js'
import { requireBook } from '../access.js'
import { requireParameterNames } from '../parameter-names.js'
import type { BudgetApp } from '../app.js'
import { answer, errorAnswers } from '../document/answers.js'
import { readErrors } from '../document/route-errors.js'
import { totals, totalsExample, totalsRange, totalsView } from '../schemas/totals.js'

const reading = createRoute({
  method: 'get',
  path: '/api/totals',
  operationId: 'getTotals',
  tags: ['Reports'],
  summary: 'Get the budgets of several months, and what was spent in them',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: totalsRange },
  responses: {
    200: answer('The totals, read at one instant. No expense is in them.', totals, {
      message: 'Totals',
      data: totalsExample,
    }),
    ...errorAnswers(...readErrors),
  },
})

/** Adds the totals of several months. */
export function addTotals(app: BudgetApp): void {
  app.openapi(reading, async (context) => {
    const found = await context.get('book').totals(context.req.valid('query'), readOptions(context))
    return context.json({ message: 'Totals', data: totalsView(found) }, 200)
  })
}
