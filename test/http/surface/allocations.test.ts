import { describe, expect, it } from 'vitest'
import { enforcePolicy, type Budget } from 'budgetbook'
import { listed } from '../harness/seed.js'
import { storages } from '../harness/storages.js'
import { testApi, type Answered, type TestApi } from '../harness/test-api.js'

/** What a budget of the book is answered as. */
const shown = ({ id, categoryId, month, amount, metadata }: Budget) => ({
  id,
  category: categoryId,
  month: `${month}-01`,
  amount,
  metadata,
})

async function threeCategories({ ask }: TestApi): Promise<[string, string, string]> {
  await ask('PUT', '/api/usersettings/update/', { body: { currency: 'USD', monthly_budget_limit: 1_000 } })
  const create = async (name: string) =>
    (await ask('POST', '/api/budgets/create/', { body: { name } })).json.data.id as string
  return [await create('Rent'), await create('Food'), await create('Fun')]
}

/** Two fields of each thing that an answer lists. */
const pairsOf = (answer: Answered, first: string, second: string) => {
  const seconds = listed(answer, second)
  return listed(answer, first).map((value, index) => [value, seconds[index]])
}

const allocate = '/api/budgets/budgets/allocate/'
const preview = '/api/budgets/budgets/preview/'
const copy = '/api/budgets/budgets/copy/'

/** What a violation of the limit of 1000.00 says. */
const overLimit = (
  existing: string,
  total: string,
  over: string,
  budget: string | null = null,
  largest: string | null = null,
) => ({
  existing_total: existing,
  new_budget: budget,
  new_total: total,
  monthly_limit: '1000.00',
  exceeds_by: over,
  largest_accepted: largest,
})

describe.each(storages)('several budgets on %s', (_, create) => {
  it('are set and removed in one request, as the book has them', async () => {
    const api = testApi({ storage: create() })
    const { ask } = api
    const [rent, food, fun] = await threeCategories(api)
    const book = await api.bookOf('ada')
    const first = await ask('POST', allocate, {
      body: {
        month: '2026-02-01',
        allocations: [
          { category: rent, amount: 600 },
          { category: food, amount: '300.50' },
        ],
      },
    })
    const [ofRent, ofFood] = await book.budgets.list({ month: '2026-02' })
    expect([first.status, first.json]).toEqual([
      200,
      { message: 'Budgets allocated', count: 2, data: [shown(ofRent!), shown(ofFood!)] },
    ])
    const second = await ask('POST', allocate, {
      body: {
        month: '2026-02',
        allocations: [
          { category: rent, amount: 700 },
          { category: food, amount: null },
          { category: fun, amount: 0 },
        ],
      },
    })
    expect(second.json.data).toMatchObject([
      { id: ofRent!.id, amount: '700.00' },
      { category: fun, amount: '0.00' },
    ])
    expect((await book.budgets.list()).map(shown)).toEqual(second.json.data)
  })

  it('are copied to a month and to many, in each mode', async () => {
    const api = testApi({ storage: create() })
    const { ask } = api
    const [rent, food] = await threeCategories(api)
    const set = async (month: string, category: string, amount: number) =>
      ask('POST', allocate, { body: { month, allocations: [{ category, amount }] } })
    await set('2026-02', rent, 600)
    await set('2026-02', food, 100)
    const amountsIn = async (month: string) =>
      pairsOf(await ask('GET', `/api/budgets/budgets/?month=${month}`), 'category', 'amount')
    const one = await ask('POST', copy, { body: { from: '2026-02', to: '2026-03-01' } })
    expect([one.status, one.json.message, one.json.count]).toEqual([200, 'Budgets copied', 2])
    expect(await amountsIn('2026-03')).toEqual([
      [rent, '600.00'],
      [food, '100.00'],
    ])
    const refused = await ask('POST', copy, { body: { from: '2026-02', to: ['2026-04', '2026-03'] } })
    expect([refused.status, refused.json.code]).toEqual([400, 'duplicate_budget'])
    expect(await amountsIn('2026-04')).toEqual([])
    await set('2026-05', rent, 1)
    const fill = { from: '2026-02', to: ['2026-04-01', '2026-05'], mode: 'fill' }
    const filled = await ask('POST', copy, { body: fill })
    expect(listed(filled, 'month')).toEqual(['2026-04-01', '2026-04-01', '2026-05-01'])
    expect(await amountsIn('2026-05')).toEqual([
      [rent, '1.00'],
      [food, '100.00'],
    ])
    await ask('POST', copy, { body: { ...fill, mode: 'replace' } })
    expect(await amountsIn('2026-05')).toEqual(await amountsIn('2026-02'))
    expect((await (await api.bookOf('ada')).budgets.list()).length).toBe(8)
  })
})

it('a preview says what the policy would decide, and changes nothing', async () => {
  const api = testApi({ book: { allocationPolicy: enforcePolicy(), acceptWeakIsolation: true } })
  const { ask } = api
  const [rent, food] = await threeCategories(api)
  const book = await api.bookOf('ada')
  const before = book.version()
  const fits = await ask('POST', preview, {
    body: { month: '2026-02', allocations: [{ category: rent, amount: 1_000 }] },
  })
  expect([fits.status, fits.json]).toEqual([
    200,
    { message: 'Preview', data: { accepted: true, violations: [] } },
  ])
  const violation = {
    code: 'monthly_limit_exceeded',
    message: 'Total budgets (1200.00) exceed your monthly limit (1000.00)',
  }
  const body = {
    month: '2026-02',
    allocations: [
      { category: rent, amount: 600 },
      { category: food, amount: 600 },
    ],
  }
  const tooMuch = await ask('POST', preview, { body })
  expect(tooMuch.json.data).toEqual({
    accepted: false,
    violations: [
      { ...violation, category_ids: [rent, food], details: overLimit('0.00', '1200.00', '200.00') },
    ],
  })
  const single = { month: '2026-02', allocations: [{ category: rent, amount: 1_200 }] }
  expect((await ask('POST', preview, { body: single })).json.data.violations[0]).toMatchObject({
    category_ids: [rent],
    details: overLimit('0.00', '1200.00', '200.00', '1200.00', '1000.00'),
  })
  expect(book.version()).toBe(before)
  const refused = await ask('POST', allocate, { body })
  expect([refused.status, refused.json]).toMatchObject([
    400,
    {
      error: violation.message,
      message: 'Budget exceeds monthly limit',
      code: 'allocation_rejected',
      details: overLimit('0.00', '1200.00', '200.00'),
    },
  ])
  expect((await ask('POST', allocate, { body: single })).json.details).toMatchObject({
    new_budget: '1200.00',
    largest_accepted: '1000.00',
  })
  expect((await ask('GET', '/api/budgets/budgets/')).json.count).toBe(0)
})

it('a copy to several months that is refused, or has warnings, says which month each is about', async () => {
  for (const enforced of [true, false]) {
    const policy = enforced ? { allocationPolicy: enforcePolicy(), acceptWeakIsolation: true } : {}
    const api = testApi({ book: policy })
    const { ask } = api
    const [rent, food] = await threeCategories(api)
    for (const [month, category, amount] of [
      ['2026-02', rent, 700],
      ['2026-04', food, 600],
    ] as const) {
      const body = { month, allocations: [{ category, amount }] }
      expect((await ask('POST', allocate, { body })).status).toBe(200)
    }
    const body = { from: '2026-02', to: ['2026-03', '2026-04'], mode: 'fill' }
    const { status, json } = await ask('POST', copy, { body })
    const violations = [
      {
        code: 'monthly_limit_exceeded',
        message: 'Total budgets (1300.00) exceed your monthly limit (1000.00)',
        category_ids: [rent],
        month: '2026-04',
        details: overLimit('600.00', '1300.00', '300.00', null, '400.00'),
      },
    ]
    if (enforced) {
      expect([status, json.message, json.code]).toEqual([
        400,
        'Budget exceeds monthly limit',
        'allocation_rejected',
      ])
      expect(json.details).toEqual({ month: '2026-04', ...violations[0]?.details })
      expect((await ask('GET', '/api/budgets/budgets/')).json.count).toBe(2)
    } else {
      expect([status, json.count, json.warnings]).toEqual([200, 2, violations])
    }
  }
})

it('several budgets are refused with the name of the field', async () => {
  const api = testApi()
  const { ask } = api
  const [rent, food] = await threeCategories(api)
  const pair = { category: rent, amount: 1 }
  for (const [address, body, fields] of [
    [allocate, {}, ['allocations', 'month']],
    [allocate, { month: '2026-02', allocations: pair }, ['allocations']],
    [allocate, { month: '2026-02', allocations: [pair, pair] }, ['allocations.1.category']],
    [allocate, { month: '2026-02', allocations: [{ category: rent }] }, ['allocations.0.amount']],
    [allocate, { month: '2026-02', allocations: [{ ...pair, amount: '0.001' }] }, ['allocations.0.amount']],
    [allocate, { month: '2026-02', allocations: [{ ...pair, amount: -1 }] }, ['allocations.0.amount']],
    [allocate, { month: '2026-02', allocations: [{ ...pair, name: 'x' }] }, ['allocations.0.name']],
    [preview, { month: '2026-2', allocations: [pair] }, ['month']],
    [copy, {}, ['from', 'to']],
    [copy, { from: '2026-02', to: '2026-03-02' }, ['to']],
    [copy, { from: '2026-02', to: 7 }, ['to']],
    [copy, { from: '2026-02', to: ['2026-03', 'x', null] }, ['to.1', 'to.2']],
    [copy, { from: '2026-02', to: ['2026-03', '2026-03-01'] }, ['to.1']],
    [copy, { from: '2026-02', to: '2026-03', mode: 'merge' }, ['mode']],
  ] as const) {
    const { status, json } = await ask('POST', address, { body })
    expect([address, body, status, Object.keys(json.error).sort()]).toEqual([address, body, 400, fields])
  }
  const missing = {
    month: '2026-02',
    allocations: [
      { category: food, amount: 1 },
      { category: 'x', amount: 1 },
    ],
  }
  expect((await ask('POST', allocate, { body: missing })).json.details).toEqual({ type: 'category', id: 'x' })
  expect((await ask('GET', '/api/budgets/budgets/')).json.count).toBe(0)
})
