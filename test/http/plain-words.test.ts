import { expect, it } from 'vitest'
import { seed, seedGroup, seedHold } from './harness/seed.js'
import { testApi } from './harness/test-api.js'

// What zod says by itself, in any of its versions.
const english =
  /expected|received|unrecognized|invalid (?:option|string|type|format|union)|too (?:big|small):/i

const bodies: unknown[] = [null, 1, 'text', true, [], [{}], { unknown: 1 }]
const values: unknown[] = [null, true, {}, [], 1.5, -1, 'x'.repeat(600), '', '\u0000']
// For fields that hold objects or lists of them.
const inside: unknown[] = [{ from: 1, carry: 'x', cap: true }, [{ category: 1, shape: 'x', amount: [] }]]
const fields = ['name', 'category', 'month', 'amount', 'date', 'description', 'currency']
const others = [
  'monthly_budget_limit',
  'to',
  'rate',
  'rounding',
  'day',
  'group',
  'metadata',
  'before',
  'into',
  'expires_at',
]
const nested = [
  'rollover',
  'original',
  'allocations',
  'from',
  'mode',
  'shapes',
  'upcoming',
  'min_days',
  'spending',
]

it('says what is wrong with a body, a field, a parameter and a header in plain words', async () => {
  const api = testApi()
  const { category, budget, expense } = await seed(api)
  const group = await seedGroup(api)
  const hold = await seedHold(api, category)
  const changes = [
    ['PUT', '/api/usersettings/update/'],
    ['POST', '/api/usersettings/change-currency/'],
    ['PUT', '/api/usersettings/change-month-start/'],
    ['POST', '/api/budgets/create/'],
    ['PUT', `/api/budgets/update/${category}/`],
    ['POST', '/api/budgets/budgets/create/'],
    ['PUT', `/api/budgets/budgets/${budget}/update/`],
    ['POST', '/api/expenses/create/'],
    ['PUT', `/api/expenses/update/${expense}/`],
    ['POST', '/api/expenses/spend/'],
    ['POST', '/api/expenses/preview-spend/'],
    ['POST', '/api/holds/create/'],
    ['POST', `/api/holds/commit/${hold}/`],
    ['PUT', `/api/budgets/move/${category}/`],
    ['POST', '/api/budgets/merge/'],
    ['POST', '/api/groups/create/'],
    ['PUT', `/api/groups/update/${group}/`],
    ['PUT', `/api/groups/move/${group}/`],
    ['POST', '/api/budgets/budgets/allocate/'],
    ['POST', '/api/budgets/budgets/preview/'],
    ['POST', '/api/budgets/budgets/copy/'],
    ['POST', '/api/reports/pace/'],
    ['PUT', '/api/book/import/'],
  ] as const
  const wrong = [
    ...bodies,
    ...[...fields, ...others, ...nested].flatMap((field) =>
      [...values, ...inside].map((value) => ({ [field]: value })),
    ),
  ]
  const answers = await Promise.all([
    ...changes.flatMap(([method, address]) =>
      wrong.map(async (body) => api.ask(method, address, { body: JSON.stringify(body) })),
    ),
    ...[
      'month=x',
      'month=1&month=2',
      'category=',
      'limit=x',
      'limit=1&limit=2',
      'from=',
      'cursor=x',
      'no=1',
    ].map(async (query) => api.ask('GET', `/api/expenses/?${query}`)),
    ...['archived=x', 'archived=', 'archived=true&archived=false'].map(async (query) =>
      api.ask('GET', `/api/budgets/?${query}`),
    ),
    ...['totals/?from=x', 'reports/pace/?min_days=x', 'reports/rollover/?month=x'].map(async (query) =>
      api.ask('GET', `/api/${query}`),
    ),
    ...['month=x', 'category=', 'no=1'].map(async (query) => api.ask('GET', `/api/holds/?${query}`)),
    api.ask('GET', '/api/months/x/'),
    api.ask('POST', '/api/budgets/create/', { body: { name: 'x' }, headers: { 'Idempotency-Key': '' } }),
  ])
  const said = new Set(
    answers
      .filter(({ json }) => json.code === 'invalid_input')
      .flatMap(({ json }) => (json.details.issues as { message: string }[]).map(({ message }) => message)),
  )
  expect([...said].filter((message) => english.test(message))).toEqual([])
  expect([...said]).toEqual(
    expect.arrayContaining([
      'Must be an object',
      'Must be text',
      'Must be true or false',
      'Must be "half-even" or "half-up"',
      'Must be "daily" or "fixed"',
      'Must be a list',
      'There is no such field',
      'This field is required',
    ]),
  )
})
