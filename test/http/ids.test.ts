import { describe, expect, it } from 'vitest'
import { seed } from './harness/seed.js'
import { testApi } from './harness/test-api.js'

describe.each(['.', '..'])('the id %j', (id) => {
  const text = 'An id must not be "." or "..", because an address drops them'

  it('is refused in a body and in a query', async () => {
    const api = testApi()
    const { expense } = await seed(api)
    for (const [method, address, body] of [
      ['GET', `/api/budgets/budgets/?category=${id}`],
      ['GET', `/api/expenses/?category=${id}`],
      ['GET', `/api/holds/?category=${id}`],
      ['POST', '/api/budgets/budgets/create/', { category: id, month: '2026-04', amount: 1 }],
      ['POST', '/api/expenses/create/', { category: id, amount: 1, date: '2026-04-01' }],
      ['POST', '/api/expenses/spend/', { category: id, amount: 1, date: '2026-04-01' }],
      ['POST', '/api/holds/create/', { category: id, amount: 1, date: '2026-04-01' }],
      ['PUT', `/api/expenses/update/${expense}/`, { category: id }],
    ] as const) {
      const { status, json } = await api.ask(method, address, body === undefined ? {} : { body })
      expect([status, json.code, json.error]).toEqual([400, 'invalid_input', { category: [text] }])
    }
  })

  it('is dropped from a path, which is then another one', async () => {
    const { ask } = testApi()
    for (const written of [id, id.replaceAll('.', '%2e')]) {
      const { status, json } = await ask('PUT', `/api/budgets/budgets/${written}/none/`, { body: {} })
      expect([status, json.code]).toEqual([404, 'not_found'])
      expect(json.error).toBe('There is nothing at this path')
    }
  })

  it('is the server’s fault where the host makes it', async () => {
    const { ask } = testApi({ book: { generateId: () => id } })
    const { status, json } = await ask('POST', '/api/budgets/create/', { body: { name: 'Travel' } })
    expect([status, json.code]).toEqual([500, 'internal_error'])
  })
})
