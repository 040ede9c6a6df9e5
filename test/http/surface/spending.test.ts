import { describe, expect, it } from 'vitest'
import {
  allPolicies,
  enforceSpending,
  spendingCeiling,
  warnSpending,
  type OpenBudgetBookOptions,
  type SpendingPolicy,
} from 'budgetbook'
import { listed, seed, seedHold } from '../harness/seed.js'
import { storages } from '../harness/storages.js'
import { testApi } from '../harness/test-api.js'

const spend = '/api/expenses/spend/'
const preview = '/api/expenses/preview-spend/'
const now = () => new Date('2026-02-14T09:30:00.000Z')
const book = (spendingPolicy: SpendingPolicy): Partial<OpenBudgetBookOptions> => ({ now, spendingPolicy })

/** What the budget of 2000.00, of which 700.00 is spent, says of more. */
const over = (category: string, before: string, after: string, overage: string, largest: string) => ({
  code: 'spending_limit_exceeded',
  message: `Spending and holds in Travel would come to ${after}, ${overage} over its budget (2000.00)`,
  category_ids: [category],
  details: { of: 'category', bound: '2000.00', before, after, overage, largest_accepted: largest },
})

describe.each(storages)('spending on %s', (_, create) => {
  it('is recorded if the policy accepts, and stores nothing if it refuses', async () => {
    const api = testApi({ storage: create(), book: book(enforceSpending()) })
    const { ask } = api
    const { category, expense } = await seed(api)
    const asked = { category, amount: 1_300, date: '2026-02-14', description: 'Flight', metadata: { a: 1 } }
    const before = JSON.stringify(await api.storage.readAll('ada'))
    const refused = await ask('POST', spend, { body: { ...asked, amount: '1300.01' } })
    const violation = over(category, '700.00', '2000.01', '0.01', '1300.00')
    expect([refused.status, refused.json]).toMatchObject([
      400,
      {
        error: violation.message,
        message: 'Spending rejected',
        code: 'spending_rejected',
        details: { policy: 'enforce-spending', month: '2026-02', violations: [violation] },
      },
    ])
    expect(JSON.stringify(await api.storage.readAll('ada'))).toBe(before)
    const spent = await ask('POST', spend, { body: asked })
    const data = { ...asked, id: spent.json.data.id, amount: '1300.00', original: null }
    expect([spent.status, spent.json]).toEqual([
      201,
      { message: 'Expense created', data: { ...data, created_at: now().toISOString() } },
    ])
    expect(listed(await ask('GET', '/api/expenses/'))).toEqual([data.id, expense])
    // What is spent is spent: recording does not ask.
    expect((await ask('POST', '/api/expenses/create/', { body: asked })).status).toBe(201)
    const refund = await ask('POST', spend, { body: { ...asked, amount: -1 } })
    expect([refund.status, refund.json.data.amount]).toEqual([201, '-1.00'])
  })

  it('of 50 requests at once is accepted as far as it fits, on hold or spent', async () => {
    const api = testApi({ storage: create(), book: book(enforceSpending()) })
    const { ask } = api
    const { category } = await seed(api)
    // 1300.00 are free: 13 times 100.00.
    const asked = { category, amount: '100.00', date: '2026-02-14' }
    const answers = await Promise.all(
      Array.from({ length: 50 }, async (_each, index) =>
        ask('POST', index % 2 === 0 ? spend : '/api/holds/create/', { body: asked }),
      ),
    )
    const outcomes = answers.map(({ status, json }) => (json.code as string | undefined) ?? status)
    expect(outcomes.filter((outcome) => outcome === 201)).toHaveLength(13)
    expect(outcomes.filter((outcome) => outcome === 'spending_rejected')).toHaveLength(37)
    const { json } = await ask('GET', '/api/budgets/budgets/utilization/?month=2026-02')
    const { total_spent: spent, held, free } = json.summary
    expect([spent + held, free]).toEqual([2_000, 0])
    expect(
      (await ask('GET', '/api/expenses/')).json.count - 1 + (await ask('GET', '/api/holds/')).json.count,
    ).toBe(13)
  })

  it('under one Idempotency-Key is one expense, however often it is asked for at once', async () => {
    const api = testApi({ storage: create(), book: book(enforceSpending()) })
    const { ask } = api
    const { category } = await seed(api)
    const headers = { 'Idempotency-Key': 'receipt 1' }
    const asked = { category, amount: '1000.00', date: '2026-02-14' }
    const answers = await Promise.all(
      Array.from({ length: 5 }, async () => ask('POST', spend, { body: asked, headers })),
    )
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers[0]?.status).toBe(201)
    expect((await ask('GET', '/api/expenses/')).json.count).toBe(2)
    const other = await ask('POST', '/api/holds/create/', { body: asked, headers })
    expect([other.status, other.json.code]).toEqual([422, 'operation_mismatch'])
    // The same request as a record is another one.
    const recorded = await ask('POST', '/api/expenses/create/', { body: asked, headers })
    expect([recorded.status, recorded.json.code]).toEqual([422, 'operation_mismatch'])
  })

  it('with warnings is answered with them, also when it is asked again', async () => {
    const api = testApi({ storage: create(), book: book(warnSpending()) })
    const { ask } = api
    const { category } = await seed(api)
    const asked = { category, amount: 2_000, date: '2026-02-14' }
    const hold = await seedHold(api, category)
    for (const [address, body, warning] of [
      [spend, asked, over(category, '820.00', '2820.00', '820.00', '1180.00')],
      ['/api/holds/create/', asked, over(category, '2820.00', '4820.00', '2820.00', '0.00')],
      [
        `/api/holds/commit/${hold}/`,
        { amount: '120.01' },
        over(category, '4820.00', '4820.01', '2820.01', '120.00'),
      ],
    ] as const) {
      const headers = { 'Idempotency-Key': `of ${address}` }
      const first = await ask('POST', address, { body, headers })
      expect([address, first.status, first.json.warnings]).toEqual([address, 201, [warning]])
      expect((await ask('POST', address, { body, headers })).text).toBe(first.text)
    }
  })
})

it('a preview says what the policy would decide of each after those before it, and changes nothing', async () => {
  const api = testApi({ book: book(enforceSpending()) })
  const { ask } = api
  const { category } = await seed(api)
  const before = JSON.stringify(await api.storage.readAll('ada'))
  const asked = { category, amount: 1_000, date: '2026-02-14' }
  const fits = await ask('POST', preview, { body: { spending: [asked] } })
  expect([fits.status, fits.json]).toEqual([
    200,
    { message: 'Preview', data: { accepted: true, violations: [] } },
  ])
  const body = { spending: [asked, { ...asked, amount: '300.01' }, { ...asked, amount: -500 }] }
  expect((await ask('POST', preview, { body })).json.data).toEqual({
    accepted: false,
    violations: [over(category, '1700.00', '2000.01', '0.01', '300.00')],
  })
  expect((await ask('POST', preview, { body: { spending: [] } })).json.data.accepted).toBe(true)
  expect(JSON.stringify(await api.storage.readAll('ada'))).toBe(before)
})

it('a refusal has what each policy found: ceilings, limits, and what a policy of the host’s own says', async () => {
  const noSundays: SpendingPolicy = {
    name: 'sundays',
    needsIsolation: false,
    decide: () => ({
      accepted: false,
      violations: [{ code: 'no', message: 'Not on Sundays', categoryIds: ['x'], details: { days: [7] } }],
    }),
  }
  // Another policy may use the code of the limit without its amounts.
  const bare: SpendingPolicy = {
    name: 'bare',
    needsIsolation: false,
    decide: () => ({ accepted: true, violations: [{ code: 'spending_limit_exceeded', message: 'Bare' }] }),
  }
  const ceiling = spendingCeiling({ name: 'Fun', categoryIds: ['any'], amount: 1, perMonth: true })
  const policy = allPolicies(bare, enforceSpending({ of: ['limit'], perExpense: 100 }), ceiling, noSundays)
  const api = testApi({ book: { ...book(policy), generateId: () => 'any' } })
  const { ask } = api
  await ask('PUT', '/api/usersettings/update/', { body: { currency: 'USD', monthly_budget_limit: 50 } })
  await ask('POST', '/api/budgets/create/', { body: { name: 'Travel' } })
  const body = { category: 'any', amount: 120, date: '2026-02-14' }
  const { status, json } = await ask('POST', spend, { body })
  expect([status, json.code, json.details.policy, json.details.month]).toEqual([
    400,
    'spending_rejected',
    policy.name,
    '2026-02',
  ])
  const facts = (json.details.violations as { code: string; details: { of?: string } }[]).map(
    ({ code, details }) => [code, details],
  )
  const amounts = (of: string, bound: string, overage: string) => ({
    of,
    bound,
    before: '0.00',
    after: '120.00',
    overage,
    largest_accepted: bound,
  })
  expect(facts).toEqual([
    ['spending_limit_exceeded', amounts('expense', '100.00', '20.00')],
    ['spending_limit_exceeded', amounts('limit', '50.00', '70.00')],
    ['spending_limit_exceeded', amounts('ceiling', '1.00', '119.00')],
    ['no', { days: [7] }],
    ['spending_limit_exceeded', {}],
  ])
  const placed = await ask('POST', '/api/holds/create/', { body })
  expect([placed.status, placed.json.code]).toEqual([400, 'spending_rejected'])
})

it('a spending policy that fails is 500 without a word', async () => {
  const fail = (): never => {
    throw new Error('hunter2')
  }
  const api = testApi({ book: book({ name: 'hunter2', needsIsolation: false, decide: fail }) })
  const { category } = await seed(api)
  const asked = { category, amount: 1, date: '2026-02-14' }
  for (const [address, body] of [
    [spend, asked],
    ['/api/holds/create/', asked],
    [preview, { spending: [asked] }],
  ] as const) {
    const { status, text, json } = await api.ask('POST', address, { body })
    expect([status, json.code, json.details]).toEqual([500, 'internal_error', {}])
    expect(text).not.toContain('hunter2')
  }
})

it('spending is refused with the name of the field', async () => {
  const api = testApi()
  const { ask } = api
  const { category } = await seed(api)
  const asked = { category, amount: 1, date: '2026-02-14' }
  const { date: _, ...undated } = asked
  for (const [address, body, fields] of [
    [spend, undated, ['date']],
    [spend, { ...asked, amount: undefined }, ['amount']],
    [spend, { ...asked, amount: 0 }, ['amount']],
    [spend, { ...asked, categoryId: category }, ['categoryId']],
    [preview, {}, ['spending']],
    [preview, { spending: asked }, ['spending']],
    [preview, { spending: [undated] }, ['spending.0.date']],
    [preview, { spending: [asked, { ...asked, amount: '0.001' }] }, ['spending.1.amount']],
    [preview, { spending: [{ ...asked, amount: 0 }] }, ['spending.0.amount']],
    [preview, { spending: [{ ...asked, description: '' }] }, ['spending.0.description']],
    [preview, { spending: [{ ...asked, category: '.' }] }, ['spending.0.category']],
  ] as const) {
    const { status, json } = await ask('POST', address, { body })
    expect([address, body, status, Object.keys(json.error)]).toEqual([address, body, 400, fields])
  }
  const original = { amount: 10, currency: 'CHF', rate: '1.5' }
  const converted = await ask('POST', spend, {
    body: { ...undated, date: '2026-02-14', amount: undefined, original },
  })
  expect(converted.json.data).toMatchObject({
    amount: '15.00',
    original: { amount: '10.00', currency: 'CHF' },
  })
  await ask('PUT', '/api/months/2026-02/close/')
  for (const [address, body] of [
    [spend, asked],
    [preview, { spending: [asked] }],
  ] as const) {
    const { status, json } = await ask('POST', address, { body })
    expect([status, json.code]).toEqual([400, 'month_closed'])
  }
  await ask('PUT', `/api/budgets/archive/${category}/`)
  for (const [address, body] of [
    [spend, { ...asked, date: '2026-03-14' }],
    [preview, { spending: [{ ...asked, date: '2026-03-14' }] }],
  ] as const) {
    const { status, json } = await ask('POST', address, { body })
    expect([status, json.code]).toEqual([400, 'category_archived'])
  }
})
