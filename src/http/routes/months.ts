import { createRoute, z } from '@hono/zod-openapi'
import { readOptions, requireBook } from '../access.js'
import { requireParameterNames } from '../parameter-names.js'
import type { BudgetApp } from '../app.js'
import { answer, errorAnswers, noQuery, readErrors } from '../document/answers.js'
import { date, message, month } from '../schemas/fields.js'

const info = z
  .object({
    month,
    start: date.meta({ description: 'Its first day, inclusive.', example: '2026-02-01' }),
    end: date.meta({ description: 'Its last day, inclusive.', example: '2026-02-28' }),
    closed: z.boolean().meta({ description: 'A closed month takes no change.' }),
    current: z.boolean().meta({ description: 'Whether the day of the book falls in it.' }),
  })
  .openapi('Month')

const body = z.object({ message, data: z.array(info) }).openapi('Months')

const route = createRoute({
  method: 'get',
  path: '/api/months',
  operationId: 'listMonths',
  tags: ['Reports'],
  summary: 'List the months that a selector offers',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: noQuery },
  responses: {
    200: answer('Those with a budget or an expense, closed ones, and the current one; newest first.', body, {
      message: 'Months',
      data: [{ month: '2026-02', start: '2026-02-01', end: '2026-02-28', closed: false, current: true }],
    }),
    ...errorAnswers(...readErrors),
  },
})

/** Adds the month selector. */
export function addMonths(app: BudgetApp): void {
  app.openapi(route, async (context) => {
    const months = await context.var.book.months.list(readOptions(context))
    const data = months.map((each) => ({
      month: each.month as string,
      start: each.start as string,
      end: each.end as string,
      closed: each.closed,
      current: each.current,
    }))
    return context.json({ message: 'Months', data }, 200)
  })
}
