import { createRoute, type z } from '@hono/zod-openapi'
import { readOptions, requireBook } from '../../access.js'
import { requireParameterNames } from '../../parameter-names.js'
import type { BudgetApp } from '../../app.js'
import { reportExample } from '../../document/examples/report-example.js'
import { errorAnswers, knownAnswers, knownHeaders, readErrors } from '../../document/answers.js'
import { writeExactJson } from '../../exact-json.js'
import { answerKnownText, tagOfText } from '../../conditions/answer-known.js'
import type { BudgetContext } from '../../environment.js'
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
    request: { query: requestObject({ month: monthQuery }), headers: knownHeaders },
    responses: {
      ...knownAnswers('The report.', body, reportExample(reportAmounts)),
      ...errorAnswers(...readErrors),
    },
  })
  app.openapi(route, async (context) => {
    const report = await context
      .get('book')
      .utilization(context.req.valid('query').month, readOptions(context))
    // Not context.json: a double would lose digits of the amounts.
    const { text, tag } = textOf(context, report)
    return answerKnownText(context, text, tag)
  })
}

interface ReportText {
  readonly text: string
  readonly bookId: string | undefined
  readonly tag: string
}

// A book gives the same frozen report while it says the same, so its text is written once.
function reportTexts(
  reportAmounts: Host['reportAmounts'],
): (context: BudgetContext, report: Utilization) => ReportText {
  const texts = new WeakMap<Utilization, ReportText>()
  return (context, report) => {
    const bookId = context.get('bookId')
    const known = texts.get(report)
    // A host may have one book for several ids.
    if (known?.bookId === bookId && known) return known
    const text = known?.text ?? writeExactJson(reportView(report, reportAmounts))
    const made = { text, bookId, tag: tagOfText(context, text) }
    if (Object.isFrozen(report)) texts.set(report, made)
    return made
  }
}
