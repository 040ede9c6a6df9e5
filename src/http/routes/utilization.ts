import { createRoute, type z } from '@hono/zod-openapi'
import { readOptions, requireBook } from '../access.js'
import { requireParameterNames } from '../parameter-names.js'
import type { BudgetApp } from '../app.js'
import { reportExample } from '../document/report-example.js'
import { answer, errorAnswers, readErrors } from '../document/answers.js'
import { writeExactJson } from '../exact-json.js'
import type { Host } from '../options.js'
import { monthInput, requestObject } from '../schemas/fields.js'
import { reportSchema, reportView } from '../schemas/report.js'

/** Adds the utilization report. */
export function addUtilization(app: BudgetApp, { reportAmounts }: Host): void {
  const body: z.ZodType = reportSchema(reportAmounts)
  const route = createRoute({
    method: 'get',
    path: '/api/budgets/budgets/utilization',
    operationId: 'getUtilization',
    tags: ['Reports'],
    summary: 'Report a month: what was budgeted, spent and left',
    middleware: [requireBook, requireParameterNames] as const,
    request: {
      query: requestObject({
        month: monthInput.optional().meta({ description: 'By default, the current month of the book.' }),
      }),
    },
    responses: {
      200: answer('The report.', body, reportExample(reportAmounts)),
      ...errorAnswers(...readErrors),
    },
  })
  app.openapi(route, async (context) => {
    const report = await context.var.book.utilization(context.req.valid('query').month, readOptions(context))
    // Not context.json: a double would lose digits of the amounts.
    const text = writeExactJson(reportView(report, reportAmounts))
    return context.body(text, 200, { 'Content-Type': 'application/json' }) as never
  })
}
