// The routes on which the example server checks the roles.
import { expect, it } from 'vitest'
import type { BudgetApi } from 'budgetbook/http'
import { guardApi } from '../../../examples/server/access/guarded-api.js'

it('are on the router of the API, which refuses two routes that could match one request', () => {
  const paths = {
    '/api/{kind}/update': { put: { operationId: 'updateSettings' } },
    '/api/budgets/{id}': { put: { operationId: 'updateCategory' } },
  }
  const api = { openApiDocument: () => ({ paths }), fetch: async () => new Response() }
  const guard = () =>
    guardApi(
      api as unknown as BudgetApi,
      () => undefined,
      async () => false,
    )
  // Another router would take one of the two, and the API perhaps the other.
  expect(guard).toThrow('/api/budgets/:id')
})
