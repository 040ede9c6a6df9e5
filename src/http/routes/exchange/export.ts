import { createRoute } from '@hono/zod-openapi'
import { writeUtilizationCsv } from '../../../exchange/csv/write-utilization-csv.js'
import { readOptions } from '../../call-options.js'
import { stillCaller, requireBook } from '../../access.js'
import type { BudgetApp } from '../../app.js'
import { csvAnswer, errorAnswers } from '../../document/answers.js'
import { readErrors } from '../../document/route-errors.js'
import { expensesFile } from '../../exchange/expenses-file.js'
import { streamFile } from '../../exchange/file-stream.js'
import { requireParameterNames } from '../../parameter-names.js'
import { expensesFileQuery, reportFileQuery } from '../../schemas/exchange/export-query.js'

const expensesExample =
  'Date,Category,Description,Id,Amount\r\n' +
  '2026-02-14,Travel,Flight to NYC,019c5a1e-7d2f-7002-8a3b-1f3e5d7c9b0a,700.00\r\n'
const reportExample =
  'Month,Kind,Category,Currency,Budget,Spent,Remaining,Percent,Status,Expenses,Held,Free\r\n' +
  '2026-02,category,Travel,USD,2000.00,700.00,1300.00,35,good,1,0.00,1300.00\r\n' +
  '2026-02,total,,USD,2000.00,700.00,1300.00,35,good,1,0.00,1300.00\r\n'

const expenses = createRoute({
  method: 'get',
  path: '/api/expenses/export.csv',
  operationId: 'exportExpenses',
  tags: ['Expenses'],
  summary: 'Export expenses as a CSV file, newest first; filters intersect',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: expensesFileQuery },
  responses: {
    200: csvAnswer(
      'The file, with the names of categories and all amounts in the currency of the book. It comes while it is read: if ' +
        'that fails, or if the caller loses the right to it, the connection breaks.',
      'expenses.csv',
      expensesExample,
    ),
    ...errorAnswers(...readErrors, 'not_found', 'conflict'),
  },
})

const report = createRoute({
  method: 'get',
  path: '/api/budgets/budgets/utilization/export.csv',
  operationId: 'exportUtilization',
  tags: ['Reports'],
  summary: 'Export the report of a month as a CSV file',
  middleware: [requireBook, requireParameterNames] as const,
  request: { query: reportFileQuery },
  responses: {
    200: csvAnswer(
      'A line for each category with a budget, for each one without, and for the whole month.',
      'utilization-2026-02.csv',
      reportExample,
    ),
    ...errorAnswers(...readErrors),
  },
})

/** Adds the routes that export CSV files. */
export function addExport(app: BudgetApp): void {
  app.openapi(expenses, async (context) => {
    const { month, category: categoryId, from, to, ...form } = context.req.valid('query')
    const filter = { month, categoryId, from, to }
    const options = { ...form, ...readOptions(context) }
    const pieces = await expensesFile(context.get('book'), filter, options, stillCaller(context))
    const { body, end } = await streamFile(pieces)
    const headers = headersOf(month === undefined ? 'expenses.csv' : `expenses-${month}.csv`)
    if (context.req.method === 'HEAD') {
      await body.cancel()
      return context.body(null, 200, headers)
    }
    context.set('end', end)
    return context.body(body, 200, headers)
  })
  app.openapi(report, async (context) => {
    const { month, ...form } = context.req.valid('query')
    const found = await context.get('book').utilization(month, readOptions(context))
    const text = writeUtilizationCsv(found, form)
    return context.body(text, 200, headersOf(`utilization-${found.month}.csv`))
  })
}

function headersOf(name: string): Record<string, string> {
  return {
    'Content-Type': 'text/csv; charset=utf-8; header=present',
    'Content-Disposition': `attachment; filename="${name}"`,
  }
}
