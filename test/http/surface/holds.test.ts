import { describe, expect, it } from 'vitest'
import { enforceSpending, type Hold } from 'budgetbook'
import { commitOptions } from '../../../src/testing/conformance/commits.js'
import { listed, seed, seedHold } from '../harness/seed.js'
import { storages } from '../harness/storages.js'
import { testApi, type Answered, type TestApi } from '../harness/test-api.js'

const instant = '2026-02-14T09:30:00.000Z'
const later = '2026-02-21T09:30:00.000Z'
const now = () => new Date(instant)

/** What a hold of the book is answered as. */
const shown = ({ id, categoryId, amount, date, expiresAt, description, metadata, createdAt }: Hold) => ({
  id,
  category: categoryId,
  amount,
  date,
  expires_at: expiresAt,
  description,
  metadata,
  created_at: createdAt,
})

const place = async ({ ask }: TestApi, body: object): Promise<Answered> =>
  ask('POST', '/api/holds/create/', { body })
const commit = async ({ ask }: TestApi, id: string, body: object = {}): Promise<Answered> =>
  ask('POST', `/api/holds/commit/${id}/`, { body })
const report = '/api/budgets/budgets/utilization/?month=2026-02'

describe.each(storages)('holds on %s', (_, create) => {
  it('are placed, listed, committed and released, as the book has them', async () => {
    const api = testApi({ storage: create(), book: { now } })
    const { ask } = api
    const { category, expense } = await seed(api)
    const book = await api.bookOf('ada')
    const asked = {
      category,
      amount: 120.5,
      date: '2026-02-15',
      expires_at: later,
      description: 'Hotel',
      metadata: { card: [1, null] },
    }
    const placed = await place(api, asked)
    const { id } = placed.json.data
    const data = { ...asked, id, amount: '120.50', created_at: instant }
    expect([placed.status, placed.json]).toEqual([201, { message: 'Hold created', data }])
    expect((await book.holds.list()).map(shown)).toEqual([data])
    expect((await ask('GET', '/api/holds/')).json).toEqual({ message: 'Holds', count: 1, data: [data] })
    const committed = await commit(api, id, { amount: '118.5', description: 'Hotel Post' })
    expect([committed.status, committed.json]).toEqual([
      201,
      {
        message: 'Hold committed',
        data: {
          id: committed.json.data.id,
          category,
          amount: '118.50',
          date: '2026-02-15',
          description: 'Hotel Post',
          original: null,
          metadata: { card: [1, null] },
          created_at: instant,
        },
      },
    ])
    expect(listed(await ask('GET', '/api/expenses/'))).toEqual([committed.json.data.id, expense])
    const bare = await place(api, { category, amount: 1, date: '2026-02-14' })
    expect(bare.json.data).toMatchObject({ expires_at: null, description: '', metadata: {} })
    const released = await ask('DELETE', `/api/holds/release/${bare.json.data.id}/`)
    expect([released.status, released.json]).toEqual([200, { message: 'Hold released' }])
    expect((await ask('GET', '/api/holds/')).json).toEqual({ message: 'Holds', count: 0, data: [] })
    for (const gone of [id, bare.json.data.id, 'none'] as string[]) {
      for (const { status, json } of [
        await commit(api, gone),
        await ask('DELETE', `/api/holds/release/${gone}/`),
      ]) {
        expect([status, json.code, json.details]).toEqual([404, 'not_found', { type: 'hold', id: gone }])
      }
    }
  })

  it('are listed by month and category, the one that was placed first at first', async () => {
    const api = testApi({ storage: create() })
    const { ask } = api
    const { category } = await seed(api)
    const other = (await ask('POST', '/api/budgets/create/', { body: { name: 'Rent' } })).json.data.id
    const idOf = async (of: string, date: string) =>
      (await place(api, { category: of, amount: 1, date })).json.data.id as string
    const [first, second, third] = [
      await idOf(category, '2026-03-14'),
      await idOf(other, '2026-02-14'),
      await idOf(category, '2026-02-14'),
    ]
    for (const [query, ids] of [
      ['', [first, second, third]],
      ['?month=2026-02', [second, third]],
      ['?month=2026-03-01', [first]],
      ['?month=2026-04', []],
      [`?category=${category}`, [first, third]],
      [`?month=2026-02&category=${category}`, [third]],
    ] as const) {
      expect([query, listed(await ask('GET', `/api/holds/${query}`))]).toEqual([query, ids])
    }
    const { status, json } = await ask('GET', '/api/holds/?category=none')
    expect([status, json.code, json.details]).toEqual([404, 'not_found', { type: 'category', id: 'none' }])
  })

  it('are in the report as held, and what is free is less by them, to the cent', async () => {
    const api = testApi({ storage: create() })
    const { ask } = api
    const { category } = await seed(api)
    const other = (await ask('POST', '/api/budgets/create/', { body: { name: 'Rent' } })).json.data.id
    for (const [of, amount] of [
      [category, '0.10'],
      [category, '0.20'],
      [other, '999999999999.99'],
    ] as const)
      await place(api, { category: of, amount, date: '2026-02-14' })
    const { text } = await ask('GET', report)
    expect(text).toContain(
      '"spent":700.00,"remaining":1300.00,"utilization_percent":35.0,"status":"good","expense_count":1,"held":0.30,"free":1299.70}]',
    )
    expect(text).toContain('"spent":0.00,"expense_count":0,"held":999999999999.99}]')
    expect(text).toContain('"over_budget_count":0,"held":1000000000000.29,"free":-999999998700.29}')
  })

  it('come with an export, and replace those of the book that imports it', async () => {
    const api = testApi({ storage: create() })
    const { ask } = api
    const { category } = await seed(api)
    const hold = await seedHold(api, category)
    const { json: document, text } = await ask('GET', '/api/book/export/')
    expect(document).toMatchObject({ version: '1.2', holds: [{ id: hold, categoryId: category }] })
    const theirs = await seed(api, 'bob')
    await seedHold(api, theirs.category, 'bob')
    expect((await ask('PUT', '/api/book/import/', { user: 'bob', body: text })).status).toBe(200)
    expect(listed(await ask('GET', '/api/holds/', { user: 'bob' }))).toEqual([hold])
  })
})

it('a hold counts until it expires, and its commit is a conflict from then on', async () => {
  let time = instant
  const api = testApi({ book: { now: () => new Date(time) } })
  const { ask } = api
  const { category } = await seed(api)
  const expiring = { category, amount: 120, date: '2026-02-14', expires_at: later }
  const { id } = (await place(api, expiring)).json.data
  time = '2026-02-21T09:29:59.999Z'
  expect(listed(await ask('GET', '/api/holds/'))).toEqual([id])
  time = later
  expect((await ask('GET', '/api/holds/')).json.count).toBe(0)
  expect((await ask('GET', report)).json.summary).toMatchObject({ held: 0, free: 1300 })
  const late = await commit(api, id)
  expect([late.status, late.json.message, late.json.code, late.json.details]).toEqual([
    409,
    'Hold expired',
    'hold_expired',
    { id, expires_at: later },
  ])
  expect((await ask('GET', '/api/expenses/')).json.count).toBe(1)
  const past = await place(api, expiring)
  expect([past.status, past.json.error]).toEqual([
    400,
    { expires_at: [`It must be in the future. Now it is ${later}`] },
  ])
  expect((await ask('DELETE', `/api/holds/release/${id}/`)).status).toBe(200)
})

it('a commit is not refused up to its hold, and beyond it asks the policy for the excess', async () => {
  const api = testApi({ book: { spendingPolicy: enforceSpending() } })
  const { ask } = api
  const { category, budget } = await seed(api)
  const first = await seedHold(api, category)
  const second = await seedHold(api, category)
  await ask('PUT', `/api/budgets/budgets/${budget}/update/`, { body: { amount: 1_000 } })
  // 700 spent and 240 held, so 60 are free.
  const beyond = await commit(api, first, { amount: '180.01' })
  expect([beyond.status, beyond.json.code, beyond.json.details]).toEqual([
    400,
    'spending_rejected',
    {
      policy: 'enforce-spending',
      month: '2026-02',
      violations: [
        {
          code: 'spending_limit_exceeded',
          message: 'Spending and holds in Travel would come to 1000.01, 0.01 over its budget (1000.00)',
          category_ids: [category],
          details: {
            of: 'category',
            bound: '1000.00',
            before: '940.00',
            after: '1000.01',
            overage: '0.01',
            largest_accepted: '180.00',
          },
        },
      ],
    },
  ])
  expect(listed(await ask('GET', '/api/holds/'))).toEqual([first, second])
  await ask('PUT', `/api/budgets/budgets/${budget}/update/`, { body: { amount: 1 } })
  expect((await commit(api, first)).json.data.amount).toBe('120.00')
  expect((await commit(api, second, { date: '2026-05-01' })).json.data).toMatchObject({ date: '2026-05-01' })
})

it('a hold is in the way of closed months and archives only when it is new, or when it is committed', async () => {
  const api = testApi()
  const { ask } = api
  const { category } = await seed(api)
  const hold = await seedHold(api, category)
  expect((await ask('PUT', '/api/months/2026-02/close/')).status).toBe(200)
  const asked = { category, amount: 1, date: '2026-02-14' }
  const closed = await place(api, asked)
  expect([closed.status, closed.json.code, closed.json.details]).toEqual([
    400,
    'month_closed',
    { months: ['2026-02'] },
  ])
  const inClosed = await commit(api, hold)
  expect([inClosed.status, inClosed.json.code, inClosed.json.details]).toEqual([
    400,
    'month_closed',
    { months: ['2026-02'], hold_ids: [hold] },
  ])
  await ask('PUT', '/api/months/2026-02/reopen/')
  await ask('PUT', `/api/budgets/archive/${category}/`)
  const archived = await place(api, asked)
  expect([archived.status, archived.json.code]).toEqual([400, 'category_archived'])
  expect((await commit(api, hold)).status).toBe(201)
})

it('a category with an open hold is in use', async () => {
  const { ask, ...api } = testApi()
  const category = (await ask('POST', '/api/budgets/create/', { body: { name: 'Travel' } })).json.data.id
  const hold = await seedHold({ ask, ...api }, category)
  const { status, json } = await ask('DELETE', `/api/budgets/delete/${category}/`)
  expect([status, json.code, json.details]).toEqual([
    400,
    'category_in_use',
    { category_id: category, budget_count: 0, expense_count: 0, hold_count: 1 },
  ])
  await ask('DELETE', `/api/holds/release/${hold}/`)
  expect((await ask('DELETE', `/api/budgets/delete/${category}/`)).status).toBe(200)
})

it('a month takes 10,000 open holds', async () => {
  const api = testApi()
  const { category } = await seed(api)
  await seedHold(api, category)
  const contents = await api.storage.readAll('ada')
  const holds = Array.from({ length: 9_999 }, (_, index) => ({ ...contents.holds[0]!, id: `hold ${index}` }))
  await api.storage.replace('ada', () => ({ contents: { ...contents, holds }, receipt: {} }), commitOptions())
  const asked = { category, amount: 1, date: '2026-02-14' }
  expect((await place(api, asked)).status).toBe(201)
  const { status, json } = await place(api, asked)
  expect([status, json.message, json.code, json.details]).toEqual([
    400,
    'Too many holds',
    'too_many_holds',
    { month: '2026-02', maximum: 10_000 },
  ])
  expect((await place(api, { ...asked, date: '2026-03-14' })).status).toBe(201)
})

it.each([
  ['category', { category: undefined }],
  ['category', { category: true }],
  ['amount', { amount: undefined }],
  ['amount', { amount: 0 }],
  ['amount', { amount: '-1' }],
  ['amount', { amount: '0.001' }],
  ['date', { date: undefined }],
  ['date', { date: '2026-02-30' }],
  ['expires_at', { expires_at: '2999-01-01' }],
  ['expires_at', { expires_at: '2999-01-01T00:00:00Z' }],
  ['expires_at', { expires_at: '2020-01-01T00:00:00.000Z' }],
  ['description', { description: 'x'.repeat(501) }],
  ['metadata', { metadata: [] }],
  ['expiresAt', { expiresAt: later }],
  ['original', { original: null }],
])('a hold is refused for its %s: %j', async (field, change) => {
  const api = testApi()
  const { category } = await seed(api)
  const { status, json } = await place(api, { category, amount: 1, date: '2026-02-14', ...change })
  expect([status, Object.keys(json.error)]).toEqual([400, [field]])
  expect((await api.ask('GET', '/api/holds/')).json.count).toBe(0)
})

it.each([
  ['amount', { amount: 0 }],
  ['amount', { amount: '1.001' }],
  ['date', { date: '14.02.2026' }],
  ['metadata', { metadata: null }],
  ['category', { category: 'x' }],
  ['expires_at', { expires_at: null }],
])('a commit is refused for its %s: %j', async (field, body) => {
  const api = testApi()
  const hold = await seedHold(api, (await seed(api)).category)
  const { status, json } = await commit(api, hold, body)
  expect([status, Object.keys(json.error)]).toEqual([400, [field]])
  expect((await api.ask('GET', '/api/holds/')).json.count).toBe(1)
})
