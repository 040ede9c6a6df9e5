import { createRoute, type z } from '@hono/zod-openapi'
import type { PaceOptions } from '../../../book/totals/pace-options.js'
import { readOptions } from '../../call-options.js'
import { requireBook } from '../../access.js'
import { requireParameterNames } from '../../parameter-names.js'
import type { BudgetApp } from '../../app.js'
import { requireJson } from '../../body/json-body.js'
import { answer, errorAnswers } from '../../document/answers.js'
import { jsonBody, noQuery } from '../../document/requests.js'
import { questionErrors, readErrors } from '../../document/route-errors.js'
import { paceExample } from '../../document/examples/pace-example.js'
import type { BudgetContext } from '../../environment.js'
import { writeExactJson } from '../../exact-json.js'
import type { Host } from '../../options.js'
import { paceFilter, paceQuestion, paceSchema, paceView } from '../../schemas/reporting/pace.js'

const path = '/api/reports/pace'
const tags = ['Reports']
const question = {
  month: '2026-02',
  shapes: [{ category: '019c5a1e-7d2f-7000-8a3b-5f0e6d1c2b4a', shape: 'fixed' as const }],
  upcoming: [{ category: '019c5a1e-7d2f-7000-8a3b-5f0e6d1c2b4a', amount: '30.00', date: '2026-02-20' }],
}

/** Adds the pace report. */
export function addPace(app: BudgetApp, { reportAmounts }: Host): void {
  const body: z.ZodType = paceSchema(reportAmounts)
  const found = { 200: answer('The report.', body, paceExample(reportAmounts)) }
  const reading = createRoute({
    method: 'get',
    path,
    operationId: 'getPace',
    tags,
    summary: 'Report where spending is, where it will end, and what is safe to spend each day',
    middleware: [requireBook, requireParameterNames] as const,
    request: { query: paceFilter },
    responses: { ...found, ...errorAnswers(...readErrors) },
  })
  const asking = createRoute({
    // It changes nothing. It is a POST only because it takes a body.
    method: 'post',
    path,
    operationId: 'askPace',
    tags,
    summary: 'Report the same with the shapes of categories and known future spending; nothing is changed',
    middleware: [requireBook, requireParameterNames, requireJson] as const,
    request: { query: noQuery, body: jsonBody(paceQuestion, question) },
    responses: { ...found, ...errorAnswers(...questionErrors) },
  })
  const respond = async (context: BudgetContext, month: string | undefined, known: PaceOptions) => {
    const report = await context.get('book').pace(month, { ...known, ...readOptions(context) })
    // Not context.json: a double would lose digits of the amounts.
    const text = writeExactJson(paceView(report, reportAmounts))
    return context.body(text, 200, { 'Content-Type': 'application/json' }) as never
  }
  app.openapi(reading, async (context) => {
    const { month, min_days: minDays } = context.req.valid('query')
    return respond(context, month, { minDays })
  })
  app.openapi(asking, async (context) => {
    const { month, min_days: minDays, shapes = [], upcoming = [] } = context.req.valid('json')
    return respond(context, month, {
      minDays,
      shapes: shapes.map(({ category: categoryId, shape }) => ({ categoryId, shape })),
      upcoming: upcoming.map(({ category: categoryId, ...spending }) => ({ categoryId, ...spending })),
    })
  })
}
