import { describe, expect, it } from 'vitest'
import { operationsOf, pathWith, type OpenApiDocument } from './harness/document.js'
import { seed, seedGroup, seedHold, type Seeded } from './harness/seed.js'
import { storages } from './harness/storages.js'
import { testApi } from './harness/test-api.js'

type Api = ReturnType<typeof testApi>

const exported = async ({ bookOf }: Api, user: string) =>
  JSON.stringify(await (await bookOf(user)).exportBook())

type Things = Seeded & { readonly group: string; readonly hold: string; readonly entry: string }

async function things(api: Api, user: string): Promise<Things> {
  const seeded = await seed(api, user)
  const group = await seedGroup(api, user)
  const hold = await seedHold(api, seeded.category, user)
  const { json } = await api.ask('GET', '/api/history/?limit=1', { user })
  return { ...seeded, group, hold, entry: json.data[0].id as string }
}

/** Every request that names something of another's by its id, by the operation that it is of. */
function requestsFor(theirs: Things, mine: Things): Record<string, [string, string, object?][]> {
  const { category, budget, expense, group, hold, entry } = theirs
  const money = { category, amount: 1, date: '2026-02-14' }
  const row = { date: '2026-02-14', amount: 1, category: 'Food' }
  const allocation = { month: '2026-04', allocations: [{ category, amount: 1 }] }
  return {
    getCategory: [['GET', `/api/budgets/get/${category}/`]],
    getGroup: [['GET', `/api/groups/get/${group}/`]],
    getBudget: [['GET', `/api/budgets/budgets/get/${budget}/`]],
    getExpense: [['GET', `/api/expenses/get/${expense}/`]],
    getHold: [['GET', `/api/holds/get/${hold}/`]],
    createCategory: [['POST', '/api/budgets/create/', { name: 'Mine', group }]],
    updateCategory: [
      ['PUT', `/api/budgets/update/${category}/`, { name: 'Mine' }],
      ['PUT', `/api/budgets/update/${mine.category}/`, { group }],
    ],
    moveCategory: [
      ['PUT', `/api/budgets/move/${category}/`, { before: null }],
      ['PUT', `/api/budgets/move/${mine.category}/`, { before: category }],
    ],
    mergeCategories: [
      ['POST', '/api/budgets/merge/', { from: category, into: mine.category }],
      ['POST', '/api/budgets/merge/', { from: mine.category, into: category }],
    ],
    updateGroup: [['PUT', `/api/groups/update/${group}/`, { name: 'Mine' }]],
    moveGroup: [
      ['PUT', `/api/groups/move/${group}/`, { before: null }],
      ['PUT', `/api/groups/move/${mine.group}/`, { before: group }],
    ],
    deleteGroup: [['DELETE', `/api/groups/delete/${group}/`]],
    allocateBudgets: [['POST', '/api/budgets/budgets/allocate/', allocation]],
    previewBudgets: [['POST', '/api/budgets/budgets/preview/', allocation]],
    askPace: [['POST', '/api/reports/pace/', { shapes: [{ category, shape: 'fixed' }] }]],
    deleteCategory: [['DELETE', `/api/budgets/delete/${category}/`]],
    archiveCategory: [['PUT', `/api/budgets/archive/${category}/`]],
    restoreCategory: [['PUT', `/api/budgets/restore/${category}/`]],
    listBudgets: [['GET', `/api/budgets/budgets/?category=${category}`]],
    createBudget: [['POST', '/api/budgets/budgets/create/', { category, month: '2026-04', amount: 1 }]],
    updateBudget: [['PUT', `/api/budgets/budgets/${budget}/update/`, { amount: 1 }]],
    deleteBudget: [['DELETE', `/api/budgets/budgets/${budget}/delete/`]],
    createExpense: [['POST', '/api/expenses/create/', money]],
    spendExpense: [['POST', '/api/expenses/spend/', money]],
    previewSpend: [['POST', '/api/expenses/preview-spend/', { spending: [money] }]],
    importExpenses: [
      ['POST', '/api/expenses/import/', { rows: [row], source: 'x', default_category: category }],
      ['POST', '/api/expenses/import/', { rows: [row], source: 'x', categories: { food: category } }],
    ],
    exportExpenses: [['GET', `/api/expenses/export.csv?category=${category}`]],
    createHold: [['POST', '/api/holds/create/', money]],
    listHolds: [
      ['GET', `/api/holds/?category=${category}`],
      ['GET', `/api/holds/?month=2026-02&category=${category}`],
    ],
    commitHold: [
      ['POST', `/api/holds/commit/${hold}/`, {}],
      ['POST', `/api/holds/commit/${hold}/`, { amount: 1, date: '2026-02-15' }],
    ],
    releaseHold: [['DELETE', `/api/holds/release/${hold}/`]],
    getHistoryEntry: [['GET', `/api/history/get/${entry}/`]],
    undoChange: [['POST', `/api/history/undo/${entry}/`, {}]],
    listExpenses: [['GET', `/api/expenses/?category=${category}`]],
    updateExpense: [
      ['PUT', `/api/expenses/update/${expense}/`, { amount: 1 }],
      ['PUT', `/api/expenses/update/${mine.expense}/`, { category }],
    ],
    deleteExpense: [['DELETE', `/api/expenses/delete/${expense}/`]],
  }
}

const withoutIds = [
  'changeCurrency',
  'changeMonthStart',
  'closeMonth',
  'copyBudgets',
  'createGroup',
  'exportBook',
  'exportUtilization',
  'getMonth',
  'getPace',
  'getRollover',
  'getSettings',
  'getTotals',
  'getUtilization',
  'importBook',
  'listenToEvents',
  'listCategories',
  'listGroups',
  'listHistory',
  'listMonths',
  'reopenMonth',
  'updateSettings',
]
const open = ['getDocument', 'listCurrencies']
// They have something to say of an empty book.
const ofEverybody = ['exportBook', 'getMonth', 'getSettings', 'getTotals', 'listMonths']

describe.each(storages)('two users on %s', (_, create) => {
  it('get 404 for each other’s ids, the same as for ids that nobody has, on every route that takes one', async () => {
    const api = testApi({ storage: create(), book: { history: { keep: 'all' } } })
    const ada = await things(api, 'ada')
    const bob = await things(api, 'bob')
    const before = [await exported(api, 'ada'), await exported(api, 'bob')]
    const requests = requestsFor(ada, bob)
    const document = api.api.openApiDocument() as unknown as OpenApiDocument
    const operations = operationsOf(document).map(({ operation }) => operation.operationId)
    expect([...Object.keys(requests), ...withoutIds, ...open].sort()).toEqual(operations.sort())
    const all = Object.entries(requests).flatMap(([operation, those]) =>
      those.map((request) => [operation, request] as const),
    )
    for (const [operation, [method, place, body]] of all) {
      const ask = async (hide: (text: string) => string): Promise<Record<string, unknown>> => {
        const asked = body === undefined ? {} : { body: JSON.parse(hide(JSON.stringify(body))) as unknown }
        const { status, json } = await api.ask(method, hide(place), { user: 'bob', ...asked })
        return { ...(json as object), status, request_id: '' }
      }
      const ids = new RegExp(Object.values(ada).join('|'), 'g')
      const theirs = await ask((text) => text)
      const nobodys = await ask((text) => text.replace(ids, (id) => `${id}0`))
      // A question is refused for what it says, and a category that is not there is a fault of what it says.
      const expected = operation === 'askPace' ? [400, 'invalid_input'] : [404, 'not_found']
      expect([operation, theirs['status'], theirs['code']]).toEqual([operation, ...expected])
      // But for the id itself, which the caller knows, there is nothing to tell the two by.
      expect(JSON.stringify(nobodys).replaceAll(ids, 'id').replaceAll('id0', 'id')).toBe(
        JSON.stringify(theirs).replaceAll(ids, 'id'),
      )
    }
    expect([await exported(api, 'ada'), await exported(api, 'bob')]).toEqual(before)
  })

  it('see nothing of each other on any route that lists', async () => {
    const api = testApi({ storage: create(), book: { history: { keep: 'all' } } })
    await things(api, 'ada')
    const document = api.api.openApiDocument() as unknown as OpenApiDocument
    for (const { path, method, operation } of operationsOf(document)) {
      if (method !== 'GET' || open.includes(operation.operationId)) continue
      const { json, text } = await api.ask(method, pathWith(path), { user: 'eve' })
      // The id of a request is random, and may have any digits.
      expect(text.replace(/"request_id":"[^"]*"/, '')).not.toMatch(/Travel|Home|Hotel|700|2000|5000|USD/)
      if (path.endsWith('.csv') || json === null) continue
      const nothing = path.includes('{id}') ? undefined : []
      if (!ofEverybody.includes(operation.operationId)) expect([path, json.data]).toEqual([path, nothing])
    }
  })
})
