// Two clients with generated types work on one budget, over HTTP: a lost answer, a lost update, and an answer that a
// client has already. budgets.ts says how the types are made.
import { serve, type ServerType } from '@hono/node-server'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
import { createBudgetApi } from 'budgetbook/http'
import { createBudgetClient } from './budget-client.js'

const storage = createMemoryAdapter()
const book = await openBudgetBook({ storage, bookId: 'household' })
const api = createBudgetApi({
  authenticate: async (request) => (request.headers.has('Authorization') ? 'household' : null),
  openBook: async () => book,
})
const server: ServerType = serve({ fetch: api.fetch, port: 0, hostname: '127.0.0.1' })
await once(server, 'listening')
const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

// The first answer to Ada is lost on the way.
let isLost = false
const lossy = async (request: Request): Promise<Response> => {
  const response = await fetch(request)
  if (isLost || request.method === 'GET') return response
  isLost = true
  throw new TypeError('The connection broke')
}
const ada = createBudgetClient({ baseUrl, token: () => 'ada', fetch: lossy })
const ben = createBudgetClient({ baseUrl, token: () => 'ben' })

const { data: category } = await ada.POST('/api/budgets/create/', { body: { name: 'Travel' } })
const { data: categories } = await ada.GET('/api/budgets/')
console.log(`Ada's answer was lost. There is ${categories?.data.length} category: ${category?.data.name}`)

const month = '2026-02'
const { data: created, response } = await ben.POST('/api/budgets/budgets/create/', {
  body: { category: category?.data.id ?? '', month, amount: '500.00' },
})
const path = { id: created?.data.id ?? '' }
const seen = response.headers.get('ETag') ?? ''

const raised = await ada.PUT('/api/budgets/budgets/{id}/update/', {
  params: { path, header: { 'If-Match': seen } },
  body: { amount: '600.00' },
})
console.log(`Ada makes it ${raised.data?.data.amount}`)

const refused = await ben.PUT('/api/budgets/budgets/{id}/update/', {
  params: { path, header: { 'If-Match': seen } },
  body: { amount: '450.00' },
})
// A code that the API does not have would not compile.
if (refused.error?.code === 'precondition_failed') {
  const { data: now } = await ben.GET('/api/budgets/budgets/get/{id}/', { params: { path } })
  console.log(`Ben is refused: ${refused.response.status}. It is ${now?.data.amount} now`)
}

const query = { month }
const first = await ben.GET('/api/budgets/budgets/utilization/', { params: { query } })
const header = { 'If-None-Match': first.response.headers.get('ETag') ?? '' }
const again = await ben.GET('/api/budgets/budgets/utilization/', { params: { query, header } })
console.log(`Ben has the report already: ${again.response.status}`)

server.close()
await book.close()
