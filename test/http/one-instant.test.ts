import { expect, it } from 'vitest'
import { createMemoryAdapter } from 'budgetbook'
import { withFaults } from 'budgetbook/testing'
import { seed } from './harness/seed.js'
import { testApi } from './harness/test-api.js'

/** An API, and what it asks its storage for. */
function watchedApi() {
  const calls: string[] = []
  const storage = withFaults(createMemoryAdapter(), { before: ({ method }) => void calls.push(method) })
  const api = testApi({ storage, book: { now: () => new Date('2026-02-14T09:30:00.000Z') } })
  const callsFor = async (address: string, body?: object) => {
    calls.length = 0
    const { status } = await (body ? api.ask('POST', address, { body }) : api.ask('GET', address))
    return [status, ...calls]
  }
  return { api, callsFor }
}

it('whatever is read is read at one instant', async () => {
  const { api, callsFor } = watchedApi()
  const { category } = await seed(api)
  for (const address of [
    '/api/usersettings/',
    '/api/budgets/',
    '/api/budgets/?archived=true',
    '/api/budgets/budgets/',
    '/api/budgets/budgets/?month=2025-01',
    `/api/budgets/budgets/?category=${category}`,
    `/api/budgets/budgets/?month=2025-01&category=${category}`,
    '/api/budgets/budgets/utilization/',
    '/api/budgets/budgets/utilization/?month=2026-02',
    '/api/holds/',
    '/api/holds/?month=2026-02',
    `/api/holds/?month=2026-02&category=${category}`,
    '/api/months/',
    '/api/months/2026-02/',
    '/api/groups/',
    '/api/totals/',
    '/api/totals/?from=2025-01&to=2026-02',
    '/api/reports/rollover/',
    '/api/reports/rollover/?month=2026-02',
    '/api/reports/pace/',
    '/api/reports/pace/?month=2026-02',
  ]) {
    expect([address, ...(await callsFor(address))]).toEqual([address, 200, 'read'])
  }
  for (const address of ['/api/expenses/', `/api/expenses/?category=${category}`]) {
    expect([address, ...(await callsFor(address))]).toEqual([address, 200, 'page'])
  }
  for (const address of ['/api/history/', `/api/history/?category=${category}`]) {
    expect([address, ...(await callsFor(address))]).toEqual([address, 200, 'history'])
  }
  const allocations = [{ category, amount: 1 }]
  for (const [address, body] of [
    ['/api/reports/pace/', { shapes: [{ category, shape: 'fixed' }] }],
    ['/api/budgets/budgets/preview/', { month: '2026-02', allocations }],
    ['/api/expenses/preview-spend/', { spending: [{ category, amount: 1, date: '2026-02-14' }] }],
  ] as const) {
    expect([address, ...(await callsFor(address, body))]).toEqual([address, 200, 'read'])
  }
  expect(await callsFor('/api/book/export/')).toEqual([200, 'readAll'])
  for (const list of ['/api/budgets/budgets/', '/api/holds/'])
    expect(await callsFor(`${list}?category=none`)).toEqual([404, 'read'])
})

it('a list of budgets without budgets has a total of zero in the currency of the book', async () => {
  const { api } = watchedApi()
  await api.ask('PUT', '/api/usersettings/update/', { body: { currency: 'KWD' } })
  expect((await api.ask('GET', '/api/budgets/budgets/')).json).toEqual({
    message: 'Budgets',
    count: 0,
    total_budget: '0.000',
    data: [],
  })
})
