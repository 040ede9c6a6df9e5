import { createRoute, type z } from '@hono/zod-openapi'
import { fingerprintOfText } from '../../../lib/fingerprint.js'
import { readOptions } from '../../call-options.js'
import { requireBook } from '../../access.js'
import { requireParameterNames } from '../../parameter-names.js'
import type { BudgetApp } from '../../app.js'
import { reportExample } from '../../document/examples/report-example.js'
import { errorAnswers, knownAnswers } from '../../document/answers.js'
import { knownHeaders } from '../../document/requests.js'
import { readErrors } from '../../document/route-errors.js'
import { writeExactJson } from '../../exact-json.js'
import { answerKnownText } from '../../conditions/answer-known.js'
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
    const { text, fingerprint } = textOf(report)
    return answerKnownText(context, text, fingerprint)
  })
}

interface ReportText {
  readonly text: string
  readonly fingerprint: string
}

// A book gives the same frozen report while it says the same, so its text is written once.
function reportTexts(reportAmounts: Host['reportAmounts']): (report: Utilization) => ReportText {
  const texts = new WeakMap<Utilization, ReportText>()
  return (report) => {
    const known = texts.get(report)
    if (known) return known
    const text = writeExactJson(reportView(report, reportAmounts))
    const made = { text, fingerprint: fingerprintOfText(text) }
    if (Object.isFrozen(report)) texts.set(report, made)
    return made
  }
}
