import { createRoute, type z } from '@hono/zod-openapi'
import { readOptions, requireBook } from '../../access.js'
import { requireParameterNames } from '../../parameter-names.js'
import type { BudgetApp } from '../../app.js'
import { reportExample } from '../../document/examples/report-example.js'
import { answer, errorAnswers, readErrors } from '../../document/answers.js'
import { writeExactJson } from '../../exact-json.js'
import type { Host } from '../../options.js'
import { monthQuery, requestObject } from '../../schemas/fields.js'
import { reportSchema, reportView } from '../../schemas/reporting/utilization.js'
import type { Utilization } from '../../../utilization/report.js'

/** Adds the utilization report. */
export function addUtilization(app: BudgetApp, { reportAmounts }: Host): void {
  const body: z.ZodType = reportSchema(reportAmounts)
  const textOf = reportTexts(reportAmounts)
  const route = createRoute({
    method: 'get',
    path: '/api/budgets/budgets/utilization',
    operationId: 'getUtilization',
    tags: ['Reports'],
    summary: 'Report a month: what was budgeted, spent and left',
    middleware: [requireBook, requireParameterNames] as const,
    request: {
      query: requestObject({ month: monthQuery }),
    },
    responses: {
      200: answer('The report.', body, reportExample(reportAmounts)),
      ...errorAnswers(...readErrors),
    },
  })
  app.openapi(route, async (context) => {
    const report = await context
      .get('book')
      .utilization(context.req.valid('query').month, readOptions(context))
    // Not context.json: a double would lose digits of the amounts.
    return context.body(textOf(report), 200, { 'Content-Type': 'application/json' }) as never
  })
}

// A book gives the same frozen report while it says the same, so its text is written once.
function reportTexts(reportAmounts: Host['reportAmounts']): (report: Utilization) => string {
  const texts = new WeakMap<Utilization, string>()
  return (report) => {
    const known = texts.get(report)
    if (known !== undefined) return known
    const text = writeExactJson(reportView(report, reportAmounts))
    if (Object.isFrozen(report)) texts.set(report, text)
    return text
  }
}
