import { describe, expect, it } from 'vitest'
import {
  createLocalStorageAdapter,
  createMemoryAdapter,
  enforcePolicy,
  enforceSpending,
  openBudgetBook,
  type OpenBudgetBookOptions,
} from 'budgetbook'
import type { BudgetApiLogEntry, BudgetApiOptions } from 'budgetbook/http'
import { mapStorage } from '../../support/storages/storage-like.js'
import { listed, seed, seedGroup, seedHold } from '../harness/seed.js'
import { storages } from '../harness/storages.js'
import { testApi, type Answered, type TestApi } from '../harness/test-api.js'

const instant = '2026-02-14T09:30:00.000Z'
const kept: Partial<OpenBudgetBookOptions> = { history: { keep: 'all' }, now: () => new Date(instant) }

const undo = async ({ ask }: TestApi, id: string, user = 'ada'): Promise<Answered> =>
  ask('POST', `/api/history/undo/${id}/`, { user, body: {} })

interface Entry {
  readonly id: string
  readonly actor: string | null
  readonly operation_id: string | null
  readonly changes: readonly { readonly type: string; readonly before: unknown; readonly after: unknown }[]
}

/** The newest entry. */
async function newest({ ask }: TestApi, user = 'ada'): Promise<Entry> {
  const { json } = await ask('GET', '/api/history/?limit=1', { user })
  return json.data[0] as Entry
}

/** The single change of the newest entry. */
async function lastChange(api: TestApi): Promise<unknown> {
  const { changes } = await newest(api)
  expect(changes).toHaveLength(1)
  return changes[0]
}

describe.each(storages)('the history on %s', (_, create) => {
  it('lists who changed what, newest first, with the shapes that the other routes have', async () => {
    const actor: BudgetApiOptions['actor'] = ({ headers }) => headers.get('X-Actor')
    const api = testApi({ storage: create(), book: kept, actor })
    const { ask } = api
    const { budget } = await seed(api)
    const [{ id: category }] = (await ask('GET', '/api/budgets/')).json.data
    const address = `/api/budgets/budgets/${budget}/update/`
    const headers = { 'X-Actor': 'ada@example.com', 'Idempotency-Key': 'key 1' }
    const { data } = (await ask('PUT', address, { headers, body: { amount: '2500' } })).json
    const { status, json } = await ask('GET', '/api/history/')
    expect([status, json.message, json.count, json.next_cursor]).toEqual([200, 'History', 5, null])
    expect(json.data[0]).toEqual({
      id: json.data[0].id,
      at: instant,
      operation_id: 'key 1',
      actor: 'ada@example.com',
      changes: [{ type: 'budget', id: budget, before: { ...data, amount: '2000.00' }, after: data }],
    })
    const [, ...rest] = json.data as Entry[]
    expect(rest.map(({ changes }) => changes[0]?.type)).toEqual(['expense', 'budget', 'category', 'settings'])
    expect(rest.every((entry) => entry.actor === null && entry.operation_id === null)).toBe(true)
    expect(json.data[4].changes).toEqual([
      {
        type: 'settings',
        id: 'settings',
        before: { currency: 'INR', monthly_budget_limit: null, month_start_day: 1 },
        after: { currency: 'USD', monthly_budget_limit: '5000.00', month_start_day: 1 },
      },
    ])
    expect(json.data[3].changes[0]).toMatchObject({ id: category, before: null })
  })

  it('has each kind of thing as its own route gives it', async () => {
    const api = testApi({ storage: create(), book: kept })
    const { ask } = api
    const { category, budget, expense } = await seed(api)
    const [shownExpense] = (await ask('GET', '/api/expenses/')).json.data
    await ask('DELETE', `/api/expenses/delete/${expense}/`)
    expect(await lastChange(api)).toEqual({
      type: 'expense',
      id: expense,
      before: shownExpense,
      after: null,
    })
    const hold = await seedHold(api, category)
    const [shownHold] = (await ask('GET', '/api/holds/')).json.data
    expect(await lastChange(api)).toEqual({ type: 'hold', id: hold, before: null, after: shownHold })
    const group = await seedGroup(api)
    const [shownGroup] = (await ask('GET', '/api/groups/')).json.data
    expect(await lastChange(api)).toEqual({ type: 'group', id: group, before: null, after: shownGroup })
    const [before] = (await ask('GET', '/api/budgets/')).json.data
    const body = { group, rollover: { from: '2026-01', cap: '50' }, metadata: { a: [1, null] } }
    const { data } = (await ask('PUT', `/api/budgets/update/${category}/`, { body })).json
    expect(await lastChange(api)).toEqual({ type: 'category', id: category, before, after: data })
    await ask('PUT', '/api/months/2026-02/close/')
    const closed = { closed: true, monthly_budget_limit: '5000.00' }
    expect(await lastChange(api)).toEqual({ type: 'month', id: '2026-02', before: null, after: closed })
    await ask('PUT', '/api/months/2026-02/reopen/')
    expect(await lastChange(api)).toEqual({ type: 'month', id: '2026-02', before: closed, after: null })
    const { id: other } = (await ask('POST', '/api/budgets/create/', { body: { name: 'Rent' } })).json.data
    await ask('PUT', `/api/budgets/move/${other}/`, { body: { before: category } })
    expect(await lastChange(api)).toEqual({
      type: 'order',
      id: 'category',
      before: { ids: [category, other] },
      after: { ids: [other, category] },
    })
    const [shownBudget] = (await ask('GET', '/api/budgets/budgets/')).json.data
    await ask('DELETE', `/api/budgets/budgets/${budget}/delete/`)
    expect(await lastChange(api)).toEqual({ type: 'budget', id: budget, before: shownBudget, after: null })
    await ask('POST', '/api/usersettings/change-currency/', { body: { to: 'EUR', rate: '0.9' } })
    expect((await newest(api)).changes).toBe('whole_book')
  })

  it('is filtered by month and category, also by a category that is gone', async () => {
    const api = testApi({ storage: create(), book: kept })
    const { ask } = api
    const { category } = await seed(api)
    const other = (await ask('POST', '/api/budgets/create/', { body: { name: 'Rent' } })).json.data.id
    const body = { category: other, amount: 1, date: '2026-03-14' }
    const expense = (await ask('POST', '/api/expenses/create/', { body })).json.data.id
    const [recorded, made, spent, planned, first] = listed(await ask('GET', '/api/history/'))
    await ask('DELETE', `/api/expenses/delete/${expense}/`)
    await ask('DELETE', `/api/budgets/delete/${other}/`)
    const [gone, removed] = listed(await ask('GET', '/api/history/?limit=2'))
    for (const [query, ids] of [
      ['?month=2026-02', [spent, planned]],
      ['?month=2026-03-01', [removed, recorded]],
      ['?month=2026-04', []],
      [`?category=${category}`, [spent, planned, first]],
      [`?category=${other}`, [gone, removed, recorded, made]],
      [`?month=2026-03&category=${other}`, [removed, recorded]],
      [`?month=2026-02&category=${other}`, []],
      ['?category=none', []],
    ] as const) {
      expect([query, listed(await ask('GET', `/api/history/${query}`))]).toEqual([query, ids])
    }
  })

  it('comes in pages, which stay right while entries come', async () => {
    const api = testApi({ storage: create(), book: kept })
    const { ask } = api
    await seed(api)
    const all = listed(await ask('GET', '/api/history/'))
    const pages: string[][] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`
      const page = await ask('GET', `/api/history/?limit=3${query}`)
      pages.push(listed(page))
      expect(page.json.count).toBe(pages.at(-1)?.length)
      cursor = page.json.next_cursor as string | null
      await ask('POST', '/api/groups/create/', { body: { name: `group ${pages.length}` } })
    }
    expect(pages).toEqual([all.slice(0, 3), all.slice(3)])
  })

  it('undoes one entry, and undoing that one makes the change again', async () => {
    const actor: BudgetApiOptions['actor'] = async () => 'bob'
    const api = testApi({ storage: create(), book: kept, actor })
    const { ask } = api
    const { budget } = await seed(api)
    const amount = async () => (await ask('GET', '/api/budgets/budgets/')).json.data[0].amount as string
    await ask('PUT', `/api/budgets/budgets/${budget}/update/`, { body: { amount: 20_000 } })
    const { id, changes } = await newest(api)
    const undone = await undo(api, id)
    expect([undone.status, undone.json.message, await amount()]).toEqual([201, 'Change undone', '2000.00'])
    expect(undone.json.data).toEqual(await newest(api))
    const [{ before, after } = {}] = changes
    expect(undone.json.data).toMatchObject({
      actor: 'bob',
      changes: [{ type: 'budget', id: budget, before: after, after: before }],
    })
    const redone = await undo(api, undone.json.data.id)
    expect([redone.status, redone.json.data.changes, await amount()]).toEqual([201, changes, '20000.00'])
  })

  it('undoes once under an Idempotency-Key, which is of that entry only', async () => {
    const api = testApi({ storage: create(), book: kept })
    const { ask } = api
    await seed(api)
    const [spent, planned] = listed(await ask('GET', '/api/history/'))
    const asked = { headers: { 'Idempotency-Key': 'key 1' }, body: {} }
    const first = await ask('POST', `/api/history/undo/${spent}/`, asked)
    const again = await ask('POST', `/api/history/undo/${spent}/`, asked)
    expect([first.status, again.status, again.text]).toEqual([201, 201, first.text])
    expect(first.json.data.operation_id).toBe('key 1')
    expect((await ask('GET', '/api/history/')).json.count).toBe(5)
    const other = await ask('POST', `/api/history/undo/${planned}/`, asked)
    expect([other.status, other.json.code]).toEqual([422, 'operation_mismatch'])
  })

  it('refuses to undo what was changed since, what is gone, and work on the whole book', async () => {
    const api = testApi({ storage: create(), book: kept })
    const { ask } = api
    const { budget } = await seed(api)
    const [spent, planned, made] = listed(await ask('GET', '/api/history/')) as [string, string, string]
    await ask('PUT', `/api/budgets/budgets/${budget}/update/`, { body: { amount: 1 } })
    const changed = await undo(api, planned)
    expect([changed.status, changed.json.message, changed.json.code, changed.json.details]).toEqual([
      409,
      'Cannot be undone',
      'undo_conflict',
      { entry_id: planned, reason: 'changed', ids: [budget] },
    ])
    const used = await undo(api, made)
    expect([used.status, used.json.code]).toEqual([400, 'category_in_use'])
    await ask('POST', '/api/usersettings/change-currency/', { body: { to: 'EUR', rate: 2 } })
    const { id } = await newest(api)
    const other = await undo(api, spent)
    const whole = await undo(api, id)
    expect([other.status, other.json.details, whole.status, whole.json.details]).toEqual([
      409,
      { entry_id: spent, reason: 'currency', ids: [] },
      409,
      { entry_id: id, reason: 'whole_book', ids: [] },
    ])
  })

  it('refuses what is against a closed month and the policies', async () => {
    const book = {
      ...kept,
      allocationPolicy: enforcePolicy(),
      spendingPolicy: enforceSpending(),
      acceptWeakIsolation: true,
    }
    const api = testApi({ storage: create(), book })
    const { ask } = api
    const { category, budget } = await seed(api)
    const hold = await seedHold(api, category)
    await ask('DELETE', `/api/holds/release/${hold}/`)
    const { id: released } = await newest(api)
    await ask('DELETE', `/api/budgets/budgets/${budget}/delete/`)
    const { id: removed } = await newest(api)
    const unfunded = await undo(api, released)
    expect([unfunded.status, unfunded.json.code]).toEqual([400, 'spending_rejected'])
    await ask('PUT', '/api/usersettings/update/', { body: { monthly_budget_limit: 1_000 } })
    const over = await undo(api, removed)
    expect([over.status, over.json.code, over.json.details]).toEqual([
      400,
      'allocation_rejected',
      {
        month: '2026-02',
        existing_total: '0.00',
        new_budget: null,
        new_total: '2000.00',
        monthly_limit: '1000.00',
        exceeds_by: '1000.00',
        largest_accepted: '1000.00',
      },
    ])
    await ask('PUT', '/api/months/2026-02/close/')
    const closed = await undo(api, removed)
    expect([closed.status, closed.json.code, closed.json.details]).toEqual([
      400,
      'month_closed',
      { months: ['2026-02'] },
    ])
  })

  it('does not know the entries of another user', async () => {
    const api = testApi({ storage: create(), book: kept })
    await seed(api)
    await seed(api, 'bob')
    const { id } = await newest(api)
    for (const unknown of [id, 'none']) {
      const { status, json } = await undo(api, unknown, 'bob')
      expect([status, json.code, json.details]).toEqual([
        404,
        'not_found',
        { type: 'history_entry', id: unknown },
      ])
    }
    expect((await api.ask('GET', '/api/history/', { user: 'bob' })).json.count).toBe(4)
    expect((await newest(api)).id).toBe(id)
  })

  it('gives one entry, and says 304 to who has it', async () => {
    const api = testApi({ storage: create(), book: kept })
    await seed(api)
    const entry = await newest(api)
    const address = `/api/history/get/${entry.id}/`
    const { status, json, headers } = await api.ask('GET', address)
    expect([status, json]).toEqual([200, { message: 'History entry', data: entry }])
    const known = { 'If-None-Match': headers.get('ETag')! }
    expect((await api.ask('GET', address, { headers: known })).status).toBe(304)
    const none = await api.ask('GET', '/api/history/get/none/')
    expect([none.status, none.json.details]).toEqual([404, { type: 'history_entry', id: 'none' }])
  })

  it('can be read, but not undone, where the book keeps no history', async () => {
    const storage = create()
    const before = testApi({ storage, book: kept })
    await seed(before)
    const { id } = await newest(before)
    const api = testApi({ storage })
    await seedGroup(api)
    expect((await api.ask('GET', '/api/history/')).json.count).toBe(4)
    const { status, json } = await undo(api, id)
    expect([status, json.message, json.code, json.error, json.details]).toEqual([
      501,
      'No history',
      'history_unsupported',
      'The server keeps no history of this book',
      { reason: 'off' },
    ])
  })
})

it('a storage that cannot keep a history is 501, and everything else works', async () => {
  const api = testApi({ storage: createLocalStorageAdapter({ storage: mapStorage() }) })
  await seed(api)
  const { status, json } = await api.ask('GET', '/api/history/')
  expect([status, json.code, json.details]).toEqual([501, 'history_unsupported', { reason: 'adapter' }])
  expect((await undo(api, 'none')).status).toBe(501)
  expect((await api.ask('GET', '/api/history/get/none/')).status).toBe(501)
})

it('a start day that was set while the book was empty cannot be undone once it has entries', async () => {
  const storage = createMemoryAdapter()
  const book = await openBudgetBook({ storage, bookId: 'ada', ...kept })
  await book.settings.update({ monthStartDay: 25 })
  const api = testApi({ storage, book: kept })
  const { id } = await newest(api)
  await ofSeed(api)
  const { status, json } = await undo(api, id)
  expect([status, json.code, json.details]).toEqual([
    400,
    'month_start_locked',
    { month_start_day: 25, requested: 1 },
  ])
})

/** A category with an expense, and the settings as they are. */
async function ofSeed({ ask }: TestApi): Promise<void> {
  const category = (await ask('POST', '/api/budgets/create/', { body: { name: 'Travel' } })).json.data.id
  await ask('POST', '/api/expenses/create/', { body: { category, amount: 1, date: '2026-02-14' } })
}

describe('the actor', () => {
  it('is asked once for each change, and never for anything else', async () => {
    const asked: string[] = []
    const actor: BudgetApiOptions['actor'] = async ({ method, url }) => {
      asked.push(`${method} ${new URL(url).pathname}`)
      return asked.length === 1 ? null : undefined
    }
    const api = testApi({ book: kept, actor })
    const { category } = await seed(api)
    expect(asked).toEqual([
      'PUT /api/usersettings/update/',
      'POST /api/budgets/create/',
      'POST /api/budgets/budgets/create/',
      'POST /api/expenses/create/',
    ])
    asked.length = 0
    const spending = [{ category, amount: 1, date: '2026-02-14' }]
    await api.ask('POST', '/api/expenses/preview-spend/', { body: { spending } })
    await api.ask('POST', '/api/reports/pace/', { body: {} })
    await api.ask('POST', '/api/budgets/create/', { body: { name: '' } })
    await api.ask('POST', '/api/budgets/create/', { body: { name: 'x' }, user: null })
    await api.ask('GET', '/api/history/')
    expect(asked).toEqual([])
    expect((await api.ask('DELETE', '/api/expenses/delete/:id/')).status).toBe(404)
    expect(asked).toEqual(['DELETE /api/expenses/delete/:id/'])
    const entries = (await api.ask('GET', '/api/history/')).json.data as { actor: string | null }[]
    expect(entries.map((entry) => entry.actor)).toEqual([null, null, null, null])
  })

  it.each<[string, () => unknown]>([
    ['empty', () => ''],
    ['too long', () => 'x'.repeat(201)],
    ['no text', () => 7],
    ['no text that can be stored', () => '\0'],
    [
      'an error',
      () => {
        throw new Error('hunter2')
      },
    ],
    ['a rejection', async () => Promise.reject(new Error('hunter2'))],
  ])('that is %s is the fault of the host, and nothing is changed', async (_, said) => {
    const entries: BudgetApiLogEntry[] = []
    const api = testApi({ book: kept, actor: said as never, log: (entry) => entries.push(entry) })
    const { status, json, text } = await api.ask('POST', '/api/groups/create/', { body: { name: 'Home' } })
    expect([status, json.code, json.details]).toEqual([500, 'internal_error', {}])
    expect(text).not.toMatch(/hunter2|actor/)
    expect(entries[0]?.causes.length).toBeGreaterThan(0)
    expect((await api.ask('GET', '/api/groups/')).json.count).toBe(0)
  })

  it('of 200 characters is kept', async () => {
    const api = testApi({ book: kept, actor: () => 'x'.repeat(200) })
    await seedGroup(api)
    expect((await newest(api)).actor).toBe('x'.repeat(200))
  })
})

it.each([
  ['limit', '?limit=0'],
  ['limit', '?limit=1001'],
  ['limit', '?limit=ten'],
  ['cursor', '?cursor=next'],
  ['month', '?month=2026-02-15'],
  ['category', '?category='],
  ['from', '?from=2026-02-01'],
])('a list is refused for its %s: %s', async (field, query) => {
  const { status, json } = await testApi({ book: kept }).ask('GET', `/api/history/${query}`)
  expect([status, Object.keys(json.error)]).toEqual([400, [field]])
})

it('undoing takes JSON, so that no form of another site can ask for it', async () => {
  const api = testApi({ book: kept })
  await seed(api)
  const { id } = await newest(api)
  const address = `/api/history/undo/${id}/`
  expect((await api.ask('POST', address)).status).toBe(415)
  expect((await api.ask('POST', address, { body: { all: true } })).status).toBe(400)
  expect((await api.ask('GET', '/api/history/')).json.count).toBe(4)
})
