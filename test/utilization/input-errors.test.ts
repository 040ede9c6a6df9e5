import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { computeUtilization, statusOf, type UtilizationInput } from 'budgetbook'
import { refusalOf, issuesOf } from '../support/refusals.js'

const categories = [
  { id: 'travel', name: 'Travel' },
  { id: 'gifts', name: 'Gifts' },
]
const budgets = [
  { categoryId: 'travel', month: '2026-02', amount: '2000.00' },
  { categoryId: 'travel', month: '2026-01', amount: '1000.00' },
  { categoryId: 'gifts', month: '2026-02', amount: '0.00' },
]
const expenses = [
  { categoryId: 'travel', date: '2026-02-14', amount: '700.00' },
  { categoryId: 'gifts', date: '2026-03-14', amount: '7.00' },
]
const spending = [
  { categoryId: 'gifts', spent: '0.00', expenseCount: 0 },
  { categoryId: 'travel', spent: '700.00', expenseCount: 1 },
]
const holds = [
  { categoryId: 'travel', date: '2026-02-14', amount: '7.00', expiresAt: '2026-03-01T00:00:00.000Z' },
  { categoryId: 'gifts', date: '2026-02-28', amount: '5.00', expiresAt: null },
]
const now = '2026-02-14T09:30:00.000Z'
const settings = { currency: 'USD', monthlyLimit: '5000.00', monthStartDay: 1 }
const sound = { month: '2026-02', settings, categories, budgets, expenses, holds, now }

/** The list with other fields in its last item. */
function last<Item extends object>(items: readonly Item[], fields: object): object[] {
  return [...items.slice(0, -1), { ...items.at(-1), ...fields }]
}

/** The issues of the sound input with other fields. */
function issuesWith(fields: object) {
  return issuesOf(() => computeUtilization({ ...sound, ...fields }))
}

const withSpending = (rows: unknown) => ({ expenses: undefined, spending: rows })

type Refusal = [what: string, fields: object, code: string, path: (string | number)[]]

const refusals: Refusal[] = [
  ['an invalid month', { month: '2026-13' }, 'invalid_month', ['month']],
  ['a month that is not text', { month: 202_602 }, 'invalid_type', ['month']],
  ['absent settings', { settings: undefined }, 'invalid_type', ['settings']],
  ['settings of null', { settings: null }, 'invalid_type', ['settings']],
  ['an unknown currency', { settings: { currency: 'usd' } }, 'unknown_currency', ['settings', 'currency']],
  ['an absent currency', { settings: {} }, 'invalid_type', ['settings', 'currency']],
  ...([
    ['a limit below zero', '-0.01', 'negative_amount'],
    ['a limit of too many decimals', '1.001', 'too_many_decimals'],
    ['a limit that is a bigint', 5_000n, 'invalid_type'],
    ['a limit of a number too precise', 0.1 + 0.2, 'too_many_decimals'],
    ['a limit that is not an amount', '5,000', 'invalid_amount'],
  ].map(([what, monthlyLimit, code]) => {
    return [what, { settings: { ...settings, monthlyLimit } }, code, ['settings', 'monthlyLimit']]
  }) as Refusal[]),
  ...([0, 29, 1.5, '1', null, Number.NaN].map((monthStartDay) => {
    const what = `a start day of ${JSON.stringify(monthStartDay)}`
    return [
      what,
      { settings: { ...settings, monthStartDay } },
      'invalid_value',
      ['settings', 'monthStartDay'],
    ]
  }) as Refusal[]),
  ['thresholds of null', { thresholds: null }, 'invalid_type', ['thresholds']],
  ['a threshold of another name', { thresholds: { warn: 50 } }, 'unknown_field', ['thresholds', 'warn']],
  ['a threshold of null', { thresholds: { warning: null } }, 'invalid_value', ['thresholds', 'warning']],
  [
    'a way of exceeding that is null',
    { thresholds: { overBudgetWhen: null } },
    'invalid_value',
    ['thresholds', 'overBudgetWhen'],
  ],
  ['a threshold of text', { thresholds: { warning: '1' } }, 'invalid_value', ['thresholds', 'warning']],
  ['thresholds out of order', { thresholds: { warning: 91 } }, 'invalid_value', ['thresholds']],
  ['neither expenses nor spending', { expenses: undefined }, 'invalid_value', []],
  ['both expenses and spending', { spending: [] }, 'invalid_value', []],

  ['categories that are not a list', { categories: 'travel' }, 'invalid_type', ['categories']],
  ['absent categories', { categories: undefined }, 'invalid_type', ['categories']],
  ['a category of null', { categories: [...categories, null] }, 'invalid_type', ['categories', 2]],
  ['an id of no text', { categories: last(categories, { id: 7 }) }, 'invalid_type', ['categories', 1, 'id']],
  [
    'a name of no text',
    { categories: last(categories, { name: 7 }) },
    'invalid_type',
    ['categories', 1, 'name'],
  ],
  [
    'an id used twice',
    { categories: last(categories, { id: 'travel' }) },
    'duplicate',
    ['categories', 1, 'id'],
  ],

  ['budgets that are not a list', { budgets: {} }, 'invalid_type', ['budgets']],
  ['a budget that is text', { budgets: ['2000.00'] }, 'invalid_type', ['budgets', 0]],
  [
    'an invalid budget month',
    { budgets: last(budgets, { month: '2026-2' }) },
    'invalid_month',
    ['budgets', 2, 'month'],
  ],
  [
    'a budget without a month',
    { budgets: last(budgets, { month: null }) },
    'invalid_month',
    ['budgets', 2, 'month'],
  ],
  [
    'a budget of an unknown category',
    { budgets: last(budgets, { categoryId: 'fun' }) },
    'unknown_category',
    ['budgets', 2, 'categoryId'],
  ],
  [
    'a budget without a category',
    { budgets: last(budgets, { categoryId: undefined }) },
    'invalid_type',
    ['budgets', 2, 'categoryId'],
  ],
  [
    'two budgets of a category',
    { budgets: last(budgets, { categoryId: 'travel' }) },
    'duplicate',
    ['budgets', 2, 'categoryId'],
  ],
  [
    'a budget below zero',
    { budgets: last(budgets, { amount: '-0.01' }) },
    'negative_amount',
    ['budgets', 2, 'amount'],
  ],
  [
    'a budget that is a bigint',
    { budgets: last(budgets, { amount: 7n }) },
    'invalid_type',
    ['budgets', 2, 'amount'],
  ],
  [
    'a budget of too many decimals',
    { budgets: last(budgets, { amount: '0.001' }) },
    'too_many_decimals',
    ['budgets', 2, 'amount'],
  ],

  ['holds that are not a list', { holds: 5 }, 'invalid_type', ['holds']],
  ['holds of null', { holds: null }, 'invalid_type', ['holds']],
  ['a hold of null', { holds: [null] }, 'invalid_type', ['holds', 0]],
  ['a hold of zero', { holds: last(holds, { amount: 0 }) }, 'zero_amount', ['holds', 1, 'amount']],
  ['a hold below zero', { holds: last(holds, { amount: -1 }) }, 'negative_amount', ['holds', 1, 'amount']],
  [
    'a hold of too many decimals',
    { holds: last(holds, { amount: '0.001' }) },
    'too_many_decimals',
    ['holds', 1, 'amount'],
  ],
  [
    'a hold on an invalid day',
    { holds: last(holds, { date: '2026-02-29' }) },
    'invalid_date',
    ['holds', 1, 'date'],
  ],
  [
    'a hold of an unknown category',
    { holds: last(holds, { categoryId: 'nobody' }) },
    'unknown_category',
    ['holds', 1, 'categoryId'],
  ],
  [
    'a hold that expires, without the present instant',
    { holds, now: undefined },
    'invalid_value',
    ['holds', 0, 'expiresAt'],
  ],
  ...(['2026-02-14', '2026-02-30T00:00:00.000Z', '2026-02-14T09:30:00Z', 5, new Date(0)].flatMap(
    (instant) => [
      [
        `a hold that expires at ${String(instant)}`,
        { holds: last(holds, { expiresAt: instant }) },
        'invalid_value',
        ['holds', 1, 'expiresAt'],
      ],
      [`a present instant of ${String(instant)}`, { now: instant }, 'invalid_value', ['now']],
    ],
  ) as Refusal[]),
  ['a present instant of null', { now: null }, 'invalid_value', ['now']],

  ['expenses that are not a list', { expenses: null }, 'invalid_type', ['expenses']],
  ['an expense of undefined', { expenses: [undefined] }, 'invalid_type', ['expenses', 0]],
  [
    'an expense on an invalid day',
    { expenses: last(expenses, { date: '2026-02-29' }) },
    'invalid_date',
    ['expenses', 1, 'date'],
  ],
  [
    'an expense at a time',
    { expenses: last(expenses, { date: '2026-02-14T12:00' }) },
    'invalid_date',
    ['expenses', 1, 'date'],
  ],
  [
    'an expense on a list of ten characters',
    { expenses: last(expenses, { date: Array.from('2026-02-14') }) },
    'invalid_date',
    ['expenses', 1, 'date'],
  ],
  [
    'an expense on a Date',
    { expenses: last(expenses, { date: new Date(0) }) },
    'invalid_date',
    ['expenses', 1, 'date'],
  ],
  ...([
    ['an expense of an unknown category', { categoryId: 'fun' }, 'unknown_category', 'categoryId'],
    ['an expense without a category', { categoryId: null }, 'invalid_type', 'categoryId'],
    ['an expense of no amount', { amount: '1e3' }, 'invalid_amount', 'amount'],
    ['an expense that is a bigint', { amount: 1n }, 'invalid_type', 'amount'],
    ['an expense that is not a number', { amount: Number.NaN }, 'invalid_amount', 'amount'],
    ['an expense of too many decimals', { amount: '0.001' }, 'too_many_decimals', 'amount'],
    ['an expense of too many digits', { amount: '9'.repeat(1_000) }, 'too_many_digits', 'amount'],
  ].map(([what, fields, code, field]) => {
    const own = { date: '2026-02-28', ...(fields as object) }
    return [what, { expenses: last(expenses, own) }, code, ['expenses', 1, field]]
  }) as Refusal[]),

  ['spending that is not a list', withSpending(7), 'invalid_type', ['spending']],
  ['a row that is null', withSpending([null]), 'invalid_type', ['spending', 0]],
  ...([
    ['a row of an unknown category', { categoryId: 'fun' }, 'unknown_category', 'categoryId'],
    ['a row without a category', { categoryId: 7 }, 'invalid_type', 'categoryId'],
    ['a row of no amount', { spent: '' }, 'invalid_amount', 'spent'],
    ['a row without an amount', { spent: undefined }, 'invalid_type', 'spent'],
    ['a row of a month that is not one', { month: '2026-13' }, 'invalid_month', 'month'],
    ['a row whose month is null', { month: null }, 'invalid_month', 'month'],
    ['a row without a count', { expenseCount: undefined }, 'invalid_value', 'expenseCount'],
    ['a count below zero', { expenseCount: -1 }, 'invalid_value', 'expenseCount'],
    ['a count in text', { expenseCount: '1' }, 'invalid_value', 'expenseCount'],
    ['half an expense', { expenseCount: 0.5 }, 'invalid_value', 'expenseCount'],
    ['a count too large to add to', { expenseCount: 2 ** 53 }, 'invalid_value', 'expenseCount'],
  ].map(([what, fields, code, field]) => {
    return [what, withSpending(last(spending, fields as object)), code, ['spending', 1, field]]
  }) as Refusal[]),
]

describe('computeUtilization refuses', () => {
  it.each(refusals)('%s, and says where it is', (_, fields, code, path) => {
    const [issue, ...more] = issuesWith(fields)
    expect({ code: issue?.code, path: issue?.path, more }).toEqual({ code, path, more: [] })
    expect(issue?.message).toMatch(/^\w/)
  })

  it.each([undefined, null, 7, 'input'])('%s in place of an input', (input) => {
    const issues = issuesOf(() => computeUtilization(input as unknown as UtilizationInput))
    expect(issues).toMatchObject([{ code: 'invalid_type', path: [], message: 'The input must be an object' }])
  })

  it('a wrong month or date also where it is of no month that anybody asked for', () => {
    const years = fc.constantFrom('1999', '2026', '9999')
    fc.assert(
      fc.property(years, (year) => {
        expect(issuesWith({ budgets: [{ ...budgets[0], month: `${year}-00` }] })).toMatchObject([
          { code: 'invalid_month', path: ['budgets', 0, 'month'] },
        ])
        expect(issuesWith({ expenses: [{ ...expenses[0], date: `${year}-04-31` }] })).toMatchObject([
          { code: 'invalid_date', path: ['expenses', 0, 'date'] },
        ])
      }),
    )
  })

  it('nothing else that is wrong in other months: they are not its business', () => {
    const elsewhere = { categoryId: 'gone', amount: 'lots' }
    const report = computeUtilization({
      ...sound,
      budgets: [...budgets, { ...elsewhere, month: '2026-01' }, { ...elsewhere, month: '2026-01' }],
      expenses: [...expenses, { ...elsewhere, date: '2026-01-31' }, { ...elsewhere, date: '2026-03-01' }],
    })
    expect(report).toStrictEqual(computeUtilization(sound))
  })

  it('with the facts that its message is made from', () => {
    const params = (fields: object) => issuesWith(fields)[0]?.params
    expect(params({ categories: last(categories, { id: 'travel' }) })).toEqual({ id: 'travel' })
    expect(params({ budgets: last(budgets, { categoryId: 'travel' }) })).toEqual({ categoryId: 'travel' })
    expect(params({ budgets: last(budgets, { categoryId: 'fun' }) })).toEqual({ categoryId: 'fun' })
    expect(params(withSpending(last(spending, { spent: '0.001' })))).toEqual({ decimals: 3, scale: 2 })
  })

  it('and keeps the error underneath as the cause, where reading the input threw one', () => {
    const cause = new Error('gone')
    const input = {
      ...sound,
      get budgets(): never {
        throw cause
      },
    }
    expect(refusalOf(() => computeUtilization(input)).cause).toBe(cause)
  })
})

describe('statusOf refuses', () => {
  it.each<[string, unknown[], string, string]>([
    ['a budget below zero', ['1', '-1'], 'negative_amount', 'budget'],
    ['a budget that is a bigint', ['1', 1n], 'invalid_type', 'budget'],
    ['spending that is not an amount', ['1.', '1'], 'invalid_amount', 'spent'],
    ['spending of more decimals than any currency has', ['1.00001', '1'], 'too_many_decimals', 'spent'],
    ['no spending', [undefined, '1'], 'invalid_type', 'spent'],
  ])('%s, and says where it is', (_, [spent, budget], code, field) => {
    const issues = issuesOf(() => statusOf(spent as string, budget as string))
    expect(issues).toMatchObject([{ code, path: [field] }])
  })
})
