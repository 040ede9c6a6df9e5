import { createRoute } from '@hono/zod-openapi'
import { inTurns, Phase, type Steps } from '../../../book/long-work.js'
import type { ImportResult } from '../../../book/expenses/api.js'
import type { FreshRow, ImportOptions } from '../../../exchange/import-plan.js'
import { ImportPlanner } from '../../../exchange/import-planner.js'
import type { ImportRow } from '../../../exchange/import-row.js'
import type { CurrencyCode } from '../../../money/currency.js'
import { changeOptions, readOptions } from '../../call-options.js'
import { requireBook } from '../../access.js'
import type { BudgetApp } from '../../app.js'
import { refuseIfMatch } from '../../conditions/entity-tags.js'
import { requireLongTexts } from '../../body/json-body.js'
import { answer, errorAnswers } from '../../document/answers.js'
import { changeHeaders, jsonBody, noQuery } from '../../document/requests.js'
import { bodyErrors } from '../../document/route-errors.js'
import { importedExample, importExample, planExample } from '../../document/examples/import-example.js'
import type { BudgetContext } from '../../environment.js'
import { notOfPlan, readToken, requestFingerprint, writeToken } from '../../exchange/plan-token.js'
import { rowsOf, type RequestRows } from '../../exchange/request-rows.js'
import { requireCategories, rowCategories, suggestionsFor } from '../../exchange/row-categories.js'
import { requireParameterNames } from '../../parameter-names.js'
import { duplicateView, imported, importPlan, planView } from '../../schemas/exchange/import-answers.js'
import { importBody, type ImportRequest } from '../../schemas/exchange/import-body.js'
import { expenseView } from '../../schemas/expenses.js'

const route = createRoute({
  method: 'post',
  path: '/api/expenses/import',
  operationId: 'importExpenses',
  tags: ['Expenses'],
  summary: 'Plan an import of rows or of a CSV file; with the token of the plan, record it, all or nothing',
  middleware: [requireBook, refuseIfMatch, requireParameterNames, requireLongTexts] as const,
  request: { query: noQuery, headers: changeHeaders, body: jsonBody(importBody, importExample) },
  responses: {
    200: answer('The plan. Nothing was recorded.', importPlan, planExample),
    201: answer(
      'The expenses. A row that was imported since the plan was made stays one.',
      imported,
      importedExample,
    ),
    ...errorAnswers(...bodyErrors, 'not_found', 'category_archived', 'month_closed', 'too_many_imports'),
  },
})

/** Adds the route that imports expenses. */
export function addImport(app: BudgetApp): void {
  app.openapi(route, async (context) => {
    const request = context.req.valid('json')
    const { signal } = readOptions(context)
    const read = await rowsOf(request, context.get('host').csv, signal)
    const fingerprint = await inTurns(requestFingerprint(request, read.rows), { signal })
    if (request.token === undefined) return context.json(await plan(context, request, read, fingerprint), 200)
    const fresh = await freshRows(request, request.token, read.rows, fingerprint, signal)
    const options = await changeOptions(context, context.req.valid('header'))
    const made = await context.get('book').expenses.importRows(fresh, options)
    return context.json(importedView(made), 201)
  })
}

async function plan(
  context: BudgetContext,
  request: ImportRequest,
  { rows, rejected }: RequestRows,
  fingerprint: string,
) {
  const book = context.get('book')
  const options = readOptions(context)
  const { source, ignore } = request
  const categories = rowCategories(request)
  const planned = await book.expenses.planImport({ rows, category: categories.of, source, ignore }, options)
  const known = await book.categories.list({ includeArchived: true }, options)
  requireCategories(planned.fresh, known)
  const positions = new Map(rows.map((row, position) => [row, position]))
  const fresh = planned.fresh.map(({ row }) => positions.get(row) as number)
  return {
    message: 'Import planned',
    data: planView(planned, rejected, suggestionsFor(categories.unmapped, known)),
    token: writeToken({ currency: planned.currency, fingerprint, fresh }, rows.length),
  }
}

/** The rows that a plan called new, made again: the request alone decides what they become. */
async function freshRows(
  request: ImportRequest,
  token: string,
  rows: readonly ImportRow[],
  fingerprint: string,
  signal: AbortSignal,
): Promise<{ currency: CurrencyCode; fresh: FreshRow[] }> {
  const { currency, fingerprint: planned, fresh } = readToken(token, rows.length)
  if (planned !== fingerprint) throw notOfPlan()
  const made = await inTurns(allRows(rows, currency, request), { signal })
  return {
    currency,
    fresh: fresh.map((position) => {
      const row = made.get(rows[position] as ImportRow)
      if (row === undefined) throw notOfPlan()
      return row
    }),
  }
}

// Plans as if the book was empty and no row was left out: the token says which rows count.
function* allRows(
  rows: readonly ImportRow[],
  currency: CurrencyCode,
  request: ImportRequest,
): Steps<ReadonlyMap<ImportRow, FreshRow>> {
  const options: ImportOptions = { category: rowCategories(request).of, source: request.source }
  const planner = new ImportPlanner(currency, options)
  yield* new Phase('checking', rows.length).each(rows, (chunk) => {
    for (const row of chunk) planner.addRow(row)
  })
  return new Map(planner.plan().fresh.map((fresh) => [fresh.row, fresh]))
}

function importedView({ expenses, duplicates }: ImportResult) {
  return {
    message: 'Expenses imported',
    count: expenses.length,
    data: expenses.map(expenseView),
    duplicates: duplicates.map(duplicateView),
  }
}
