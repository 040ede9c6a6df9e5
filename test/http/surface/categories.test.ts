import { describe, expect, it } from 'vitest'
import type { Category } from 'budgetbook'
import { listed, seed } from '../harness/seed.js'
import { storages } from '../harness/storages.js'
import { testApi } from '../harness/test-api.js'

/** What a category of the book is answered as. */
const shown = ({ id, name, archived, groupId, rollover, metadata }: Category) => ({
  id,
  name,
  archived,
  group: groupId,
  rollover,
  metadata,
})

describe.each(storages)('a category on %s', (_, create) => {
  it('has a rule for its rollover and metadata, as the book has them', async () => {
    const api = testApi({ storage: create() })
    const { ask } = api
    await ask('PUT', '/api/usersettings/update/', { body: { currency: 'USD' } })
    const metadata = { icon: 'car', tags: ['a', 'b'], nested: { categoryId: 1 } }
    const body = { name: 'Car', rollover: { from: '2026-01-01', cap: 50 }, metadata }
    const created = await ask('POST', '/api/budgets/create/', { body })
    const { id } = created.json.data
    const rollover = { from: '2026-01', carry: 'both', cap: '50.00', opening: '0.00' }
    expect([created.status, created.json.data]).toEqual([
      201,
      { id, name: 'Car', archived: false, group: null, rollover, metadata },
    ])
    const book = await api.bookOf('ada')
    expect(created.json.data).toEqual(shown(await book.categories.get(id)))
    const put = async (patch: object) =>
      (await ask('PUT', `/api/budgets/update/${id}/`, { body: patch })).json.data as unknown
    const changed = { from: '2026-03', carry: 'unspent', cap: null, opening: '-12.50' }
    expect(await put({ rollover: { ...changed, opening: -12.5 } })).toMatchObject({ rollover: changed })
    expect(await put({ metadata: { a: 1 } })).toMatchObject({ rollover: changed, metadata: { a: 1 } })
    expect(await put({ rollover: null })).toMatchObject({ rollover: null, metadata: { a: 1 } })
    expect((await ask('GET', '/api/budgets/')).json.data).toEqual([shown(await book.categories.get(id))])
  })

  it('is moved in the order, which lists and reports follow', async () => {
    const api = testApi({ storage: create() })
    const { ask } = api
    const { category } = await seed(api)
    const other = (await ask('POST', '/api/budgets/create/', { body: { name: 'Food' } })).json.data.id
    await ask('POST', '/api/budgets/budgets/create/', {
      body: { category: other, month: '2026-02', amount: 1 },
    })
    const orders = async () => [
      listed(await ask('GET', '/api/budgets/')),
      listed(await ask('GET', '/api/budgets/budgets/utilization/?month=2026-02'), 'category_id'),
    ]
    expect(await orders()).toEqual([
      [category, other],
      [category, other],
    ])
    const moved = await ask('PUT', `/api/budgets/move/${other}/`, { body: { before: category } })
    expect([moved.status, moved.json]).toEqual([200, { message: 'Category moved' }])
    expect(await orders()).toEqual([
      [other, category],
      [other, category],
    ])
  })

  it('is merged into another: its expenses and its budgets are that one’s', async () => {
    const api = testApi({ storage: create() })
    const { ask } = api
    const { category } = await seed(api)
    const from = (await ask('POST', '/api/budgets/create/', { body: { name: 'Cafe' } })).json.data.id
    await ask('POST', '/api/budgets/budgets/create/', {
      body: { category: from, month: '2026-02', amount: 50 },
    })
    await ask('POST', '/api/expenses/create/', { body: { category: from, amount: 7, date: '2026-02-03' } })
    const merged = await ask('POST', '/api/budgets/merge/', { body: { from, into: category } })
    const stays = await (await api.bookOf('ada')).categories.get(category)
    expect([merged.status, merged.json]).toEqual([200, { message: 'Categories merged', data: shown(stays) }])
    expect(listed(await ask('GET', '/api/budgets/'))).toEqual([category])
    const report = (await ask('GET', '/api/budgets/budgets/utilization/?month=2026-02')).json
    expect(report.data).toMatchObject([
      { category_id: category, budget: 2_050, spent: 707, expense_count: 2 },
    ])
  })
})

it('a rule is refused with the name of its field', async () => {
  const { ask } = testApi()
  for (const [rollover, fields] of [
    [{}, ['rollover.from']],
    [{ from: '2026-13' }, ['rollover.from']],
    [{ from: '2026-01', carry: 'all' }, ['rollover.carry']],
    [{ from: '2026-01', cap: -1 }, ['rollover.cap']],
    [{ from: '2026-01', cap: '1,5', opening: 'x' }, ['rollover.cap', 'rollover.opening']],
    [{ from: '2026-01', opening: '0.001' }, ['rollover.opening']],
    [{ from: '2026-01', since: 1 }, ['rollover.since']],
    ['2026-01', ['rollover']],
  ] as const) {
    const { status, json } = await ask('POST', '/api/budgets/create/', { body: { name: 'x', rollover } })
    expect([status, Object.keys(json.error)]).toEqual([400, fields])
  }
  expect((await ask('GET', '/api/budgets/')).json.count).toBe(0)
})

it('a merge is refused with itself, into the archive, in a closed month, and where one is missing', async () => {
  const api = testApi()
  const { ask } = api
  const { category } = await seed(api)
  const other = (await ask('POST', '/api/budgets/create/', { body: { name: 'Other' } })).json.data
    .id as string
  const merge = async (from: unknown, into: unknown) => {
    const { status, json } = await ask('POST', '/api/budgets/merge/', { body: { from, into } })
    return [status, json.code as string]
  }
  expect(await merge(category, category)).toEqual([400, 'invalid_input'])
  expect(await merge('none', category)).toEqual([404, 'not_found'])
  expect(await merge(category, 'none')).toEqual([404, 'not_found'])
  expect(await merge(category, '..')).toEqual([400, 'invalid_input'])
  await ask('PUT', '/api/months/2026-02/close/')
  expect(await merge(category, other)).toEqual([400, 'month_closed'])
  await ask('PUT', '/api/months/2026-02/reopen/')
  await ask('PUT', `/api/budgets/archive/${other}/`)
  expect(await merge(category, other)).toEqual([400, 'category_archived'])
  expect(await merge(other, category)).toEqual([200, undefined])
})
