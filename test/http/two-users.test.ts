import { describe, expect, it } from 'vitest'
import { operationsOf, pathWith, type OpenApiDocument } from './harness/document.js'
import { seed, type Seeded } from './harness/seed.js'
import { storages } from './harness/storages.js'
import { testApi } from './harness/test-api.js'

type Api = ReturnType<typeof testApi>

const exported = async ({ bookOf }: Api, user: string) =>
  JSON.stringify(await (await bookOf(user)).exportBook())

/** Every request that names something of another's by its id, by the operation that it is of. */
function requestsFor({ category, budget, expense }: Seeded): Record<string, [string, string, object?][]> {
  return {
    updateCategory: [['PUT', `/api/budgets/update/${category}/`, { name: 'Mine' }]],
    deleteCategory: [['DELETE', `/api/budgets/delete/${category}/`]],
    archiveCategory: [['PUT', `/api/budgets/archive/${category}/`]],
    restoreCategory: [['PUT', `/api/budgets/restore/${category}/`]],
    listBudgets: [['GET', `/api/budgets/budgets/?category=${category}`]],
    createBudget: [['POST', '/api/budgets/budgets/create/', { category, month: '2026-04', amount: 1 }]],
    updateBudget: [['PUT', `/api/budgets/budgets/${budget}/update/`, { amount: 1 }]],
    deleteBudget: [['DELETE', `/api/budgets/budgets/${budget}/delete/`]],
    createExpense: [['POST', '/api/expenses/create/', { category, amount: 1, date: '2026-02-14' }]],
    listExpenses: [['GET', `/api/expenses/?category=${category}`]],
    updateExpense: [
      ['PUT', `/api/expenses/update/${expense}/`, { amount: 1 }],
      ['PUT', `/api/expenses/update/MINE/`, { category }],
    ],
    deleteExpense: [['DELETE', `/api/expenses/delete/${expense}/`]],
  }
}

const withoutIds = [
  'changeCurrency',
  'changeMonthStart',
  'closeMonth',
  'createCategory',
  'getMonth',
  'getSettings',
  'getUtilization',
  'listCategories',
  'listMonths',
  'reopenMonth',
  'updateSettings',
]
const open = ['getDocument', 'listCurrencies']

describe.each(storages)('two users on %s', (_, create) => {
  it('get 404 for each other’s ids, the same as for ids that nobody has, on every route that takes one', async () => {
    const api = testApi({ storage: create() })
    const ada = await seed(api, 'ada')
    const bob = await seed(api, 'bob')
    const before = [await exported(api, 'ada'), await exported(api, 'bob')]
    const requests = requestsFor(ada)
    const document = api.api.openApiDocument() as unknown as OpenApiDocument
    const operations = operationsOf(document).map(({ operation }) => operation.operationId)
    expect([...Object.keys(requests), ...withoutIds, ...open].sort()).toEqual(operations.sort())
    for (const [method, address, body] of Object.values(requests).flat()) {
      const place = address.replace('MINE', bob.expense)
      const ask = async (hide: (text: string) => string) => {
        const asked = body === undefined ? {} : { body: JSON.parse(hide(JSON.stringify(body))) as unknown }
        const { status, json } = await api.ask(method, hide(place), { user: 'bob', ...asked })
        return { status, ...(json as object), request_id: '' }
      }
      const ids = new RegExp([ada.category, ada.budget, ada.expense].join('|'), 'g')
      const theirs = await ask((text) => text)
      const nobodys = await ask((text) => text.replace(ids, (id) => `${id}0`))
      expect(theirs).toMatchObject({ status: 404, code: 'not_found' })
      // But for the id itself, which the caller knows, there is nothing to tell the two by.
      expect(JSON.stringify(nobodys).replaceAll(ids, 'id').replaceAll('id0', 'id')).toBe(
        JSON.stringify(theirs).replaceAll(ids, 'id'),
      )
    }
    expect([await exported(api, 'ada'), await exported(api, 'bob')]).toEqual(before)
  })

  it('see nothing of each other on any route that lists', async () => {
    const api = testApi({ storage: create() })
    await seed(api, 'ada')
    const document = api.api.openApiDocument() as unknown as OpenApiDocument
    for (const { path, method, operation } of operationsOf(document)) {
      if (method !== 'GET' || open.includes(operation.operationId)) continue
      const { json, text } = await api.ask(method, pathWith(path), { user: 'eve' })
      expect(text).not.toMatch(/Travel|700|2000|5000|USD/)
      if (!['getMonth', 'getSettings', 'listMonths'].includes(operation.operationId)) {
        expect(json.data).toEqual([])
      }
    }
  })
})
