import createClient from 'openapi-fetch'
import openapiTS, { astToString } from 'openapi-typescript'
import { format, resolveConfig } from 'prettier'
import { expect, it } from 'vitest'
import { budgetsOf, expensesOf, scenario, scenarioMonths } from '../../scenario/scenario.js'
import { read } from '../../support/snippets/snippets.js'
import { testApi } from '../harness/test-api.js'
import type { paths } from '../../../examples/client/budgets.js'

const { api } = testApi()
const client = createClient<paths>({
  baseUrl: 'http://localhost',
  headers: { Authorization: 'Bearer ada' },
  fetch: api.fetch,
})

/** What a call answered, where it is a success. */
function found<Data>({ data, error }: { readonly data?: Data; readonly error?: unknown }): Data {
  if (data === undefined) throw new Error(JSON.stringify(error))
  return data
}

it('a client typed from the document runs the reference scenario', async () => {
  const { currency, monthlyLimit } = scenario.settings.updated
  const settings = found(
    await client.PUT('/api/usersettings/update/', { body: { currency, monthly_budget_limit: monthlyLimit } }),
  )
  expect(settings.data).toEqual({ currency: 'USD', monthly_budget_limit: '5000.00' })
  const ids = new Map<string, string>()
  for (const name of scenario.categories) {
    ids.set(name, found(await client.POST('/api/budgets/create/', { body: { name } })).data.id)
  }
  const idOf = (name: string): string => ids.get(name) ?? ''
  for (const month of scenarioMonths) {
    for (const { category, amount } of budgetsOf(month)) {
      found(
        await client.POST('/api/budgets/budgets/create/', {
          body: { category: idOf(category), month, amount },
        }),
      )
    }
    for (const { category, ...expense } of expensesOf(month)) {
      found(await client.POST('/api/expenses/create/', { body: { category: idOf(category), ...expense } }))
    }
  }
  const query = { month: '2026-02' }
  const report = found(await client.GET('/api/budgets/budgets/utilization/', { params: { query } }))
  const { categories = {}, summary, compliance } = scenario.expected['2026-02']
  expect(report.summary.total_remaining).toBe(Number(summary.totalRemaining))
  expect(report.summary.overall_utilization_percent).toBe(summary.utilizationPercent)
  expect(report.compliance.message).toBe(compliance.message)
  for (const line of report.data) {
    expect(line.status).toBe(categories[line.category_name]?.status)
    expect(line.remaining).toBe(Number(categories[line.category_name]?.remaining))
  }

  const budgets = found(await client.GET('/api/budgets/budgets/', { params: { query } }))
  expect([budgets.count, budgets.total_budget]).toEqual([5, '8000.00'])
  const expenses = found(await client.GET('/api/expenses/', { params: { query: { ...query, limit: 3 } } }))
  expect(expenses.data.map(({ date }) => date)).toEqual(['2026-02-17', '2026-02-16', '2026-02-15'])
  const id = expenses.data[0]?.id ?? ''
  const removed = found(await client.DELETE('/api/expenses/delete/{id}/', { params: { path: { id } } }))
  expect(removed.message).toBe('Expense deleted')

  const money = { category: idOf('Travel'), amount: 120, date: '2026-02-14' }
  const { id: hold } = found(await client.POST('/api/holds/create/', { body: money })).data
  const committed = await client.POST('/api/holds/commit/{id}/', { params: { path: { id: hold } }, body: {} })
  expect(found(committed).data.amount).toBe('120.00')

  const { error, response } = await client.POST('/api/budgets/create/', { body: { name: 'Travel' } })
  expect([response.status, error?.code, error?.details]).toEqual([
    400,
    'duplicate_category',
    { name: 'Travel', category_id: ids.get('Travel') },
  ])
})

it('the types of that client are those of the document now: npm run openapi:types', async () => {
  const file = 'examples/client/budgets.ts'
  const written = astToString(await openapiTS(JSON.stringify(api.openApiDocument())))
  const options = { ...(await resolveConfig(file)), filepath: file }
  const current = read(file).replace(/^\/\*\*[^]*?\*\/\n+/, '')
  expect(current).toBe(await format(written, options))
})
