import { createRoute, type z } from '@hono/zod-openapi'
import { readOptions } from '../../call-options.js'
import { requireBook } from '../../access.js'
import { requireParameterNames } from '../../parameter-names.js'
import type { BudgetApp } from '../../app.js'
import { answer, errorAnswers } from '../../document/answers.js'
import { readErrors } from '../../document/route-errors.js'
import { rolloverExample } from '../../document/examples/rollover-example.js'
import { writeExactJson } from '../../exact-json.js'
import type { Host } from '../../options.js'
import { monthQuery, requestObject } from '../../schemas/fields.js'
import { rolloverSchema, rolloverView } from '../../schemas/reporting/rollover.js'

/** Adds the rollover report. */
export function addRollover(app: BudgetApp, { reportAmounts }: Host): void {
  const body: z.ZodType = rolloverSchema(reportAmounts)
  const route = createRoute({
    method: 'get',
    path: '/api/reports/rollover',
    operationId: 'getRollover',
    tags: ['Reports'],
    summary: 'Report what categories with a rollover rule carry into a month and out of it',
    middleware: [requireBook, requireParameterNames] as const,
    request: { query: requestObject({ month: monthQuery }) },
    responses: {
      200: answer('The report.', body, rolloverExample(reportAmounts)),
      ...errorAnswers(...readErrors),
    },
  })
  app.openapi(route, async (context) => {
    const { month } = context.req.valid('query')
    const report = await context.get('book').rollover(month, readOptions(context))
    // Not context.json: a double would lose digits of the amounts.
    const text = writeExactJson(rolloverView(report, reportAmounts))
    return context.body(text, 200, { 'Content-Type': 'application/json' }) as never
  })
}
