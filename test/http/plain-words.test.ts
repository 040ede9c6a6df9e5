import { expect, it } from 'vitest'
import { seed } from './harness/seed.js'
import { testApi } from './harness/test-api.js'

// What zod says by itself, in any of its versions.
const english =
  /expected|received|unrecognized|invalid (?:option|string|type|format|union)|too (?:big|small):/i

const bodies: unknown[] = [null, 1, 'text', true, [], [{}], { unknown: 1 }]
const values: unknown[] = [null, true, {}, [], 1.5, -1, 'x'.repeat(600), '', '\u0000']
const fields = ['name', 'category', 'month', 'amount', 'date', 'description', 'currency']
const others = ['monthly_budget_limit', 'to', 'rate', 'rounding', 'day']

it('says what is wrong with a body, a field, a parameter and a header in plain words', async () => {
  const api = testApi()
  const { category, budget, expense } = await seed(api)
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
  ] as const
  const wrong = [
    ...bodies,
    ...[...fields, ...others].flatMap((field) => values.map((value) => ({ [field]: value }))),
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
      'Must be half-even or half-up',
      'There is no such field',
      'This field is required',
    ]),
  )
})
