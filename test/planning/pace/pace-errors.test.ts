import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBudgetBookError } from 'budgetbook'
import {
  computePace,
  cumulativeSpending,
  type CumulativeSpendingInput,
  type PaceInput,
} from 'budgetbook/planning'
import { anyValueArbitrary } from '../../support/hostile-values.js'
import { issuesOf, refusalOf } from '../../support/refusals.js'

const categories = [
  { id: 'food', name: 'Food' },
  { id: 'rent', name: 'Rent' },
]
const budgets = [
  { categoryId: 'food', month: '2026-04', amount: '300.00' },
  { categoryId: 'rent', month: '2026-04', amount: '900.00' },
]
const expenses = [{ categoryId: 'food', date: '2026-04-03', amount: '25.00' }]
const spending = [{ categoryId: 'food', month: '2026-04', spent: '25.00', expenseCount: 1 }]
const shapes = [{ categoryId: 'rent', shape: 'fixed' }]
const upcoming = [{ categoryId: 'rent', amount: '900.00', date: '2026-04-28' }]
const settings = { currency: 'USD' }
const sound = {
  month: '2026-04',
  today: '2026-04-10',
  settings,
  categories,
  budgets,
  expenses,
  shapes,
  upcoming,
}

type Refusal = [what: string, fields: object, code: string, path: (string | number)[]]

const withRow =
  (list: string, rows: readonly object[], code: string, field: string) =>
  (what: string, fields: object): Refusal => [
    what,
    { [list]: [...rows, { ...rows.at(-1), ...fields }] },
    code,
    [list, rows.length, field],
  ]
const off = (what: string, fields: object) => [what, { expenses: undefined, ...fields }] as const

const refusals: Refusal[] = [
  ['an invalid month', { month: '2026-13' }, 'invalid_month', ['month']],
  ['no today', { today: undefined }, 'invalid_type', ['today']],
  ['an invalid today', { today: '2026-04-31' }, 'invalid_date', ['today']],
  ['a Date as today', { today: new Date(0) }, 'invalid_type', ['today']],
  ['no currency', { settings: {} }, 'invalid_type', ['settings', 'currency']],
  [
    'a start day of 29',
    { settings: { ...settings, monthStartDay: 29 } },
    'invalid_value',
    ['settings', 'monthStartDay'],
  ],
  [
    'a limit below zero',
    { settings: { ...settings, monthlyLimit: '-1' } },
    'negative_amount',
    ['settings', 'monthlyLimit'],
  ],
  ['thresholds out of order', { thresholds: { warning: 91 } }, 'invalid_value', ['thresholds']],
  ['minDays below zero', { minDays: -1 }, 'invalid_value', ['minDays']],
  ['minDays above 31', { minDays: 32 }, 'invalid_value', ['minDays']],
  ['half a day', { minDays: 2.5 }, 'invalid_value', ['minDays']],
  ['minDays that is not a number', { minDays: Number.NaN }, 'invalid_value', ['minDays']],
  ['minDays of text', { minDays: '3' }, 'invalid_value', ['minDays']],
  ['minDays of null', { minDays: null }, 'invalid_value', ['minDays']],
  ['categories that are not a list', { categories: 'food' }, 'invalid_type', ['categories']],
  ['a category of null', { categories: [null] }, 'invalid_type', ['categories', 0]],
  withRow('categories', categories, 'duplicate', 'id')('an id used twice', {}),
  withRow('categories', categories, 'invalid_type', 'name')('a name of no text', { id: 'x', name: 7 }),
  ['no budgets', { budgets: undefined }, 'invalid_type', ['budgets']],
  ['a budget of text', { budgets: ['300.00'] }, 'invalid_type', ['budgets', 0]],
  withRow('budgets', budgets, 'duplicate', 'categoryId')('two budgets of a category', {}),
  withRow(
    'budgets',
    budgets,
    'unknown_category',
    'categoryId',
  )('a budget of no category', { categoryId: 'fun' }),
  withRow('budgets', budgets, 'invalid_month', 'month')('an invalid budget month', { month: '2026-00' }),
  withRow(
    'budgets',
    budgets.slice(1),
    'too_many_decimals',
    'amount',
  )('a budget of mills', {
    categoryId: 'food',
    amount: '0.001',
  }),
  withRow('expenses', expenses, 'invalid_date', 'date')('an expense on no day', { date: '2026-02-30' }),
  withRow(
    'expenses',
    expenses,
    'unknown_category',
    'categoryId',
  )('an expense of no category', { categoryId: 'fun' }),
  withRow('expenses', expenses, 'invalid_amount', 'amount')('an expense of no amount', { amount: 'lots' }),
  ['both expenses and spending', { spending }, 'invalid_value', []],
  [...off('neither expenses nor spending', {}), 'invalid_value', []],
  [...off('spending that is not a list', { spending: 7 }), 'invalid_type', ['spending']],
  ...(
    [
      ['a total of no category', { categoryId: 'fun' }, 'unknown_category', 'categoryId'],
      ['a total of no month', { month: null }, 'invalid_month', 'month'],
      ['a total of no amount', { spent: undefined }, 'invalid_type', 'spent'],
      ['a total of half an expense', { expenseCount: 0.5 }, 'invalid_value', 'expenseCount'],
    ] as const
  ).map(([what, fields, code, field]): Refusal => {
    const rows = [...spending, { ...spending[0], ...fields }]
    return [...off(what, { spending: rows }), code, ['spending', 1, field]]
  }),

  ['shapes of null', { shapes: null }, 'invalid_type', ['shapes']],
  ['shapes by category', { shapes: { rent: 'fixed' } }, 'invalid_type', ['shapes']],
  ['a shape that is text', { shapes: ['fixed'] }, 'invalid_type', ['shapes', 0]],
  withRow(
    'shapes',
    shapes,
    'invalid_value',
    'shape',
  )('an invalid shape', { categoryId: 'food', shape: 'weekly' }),
  withRow(
    'shapes',
    shapes,
    'unknown_category',
    'categoryId',
  )('a shape of no category', { categoryId: 'fun' }),
  withRow(
    'shapes',
    shapes,
    'invalid_type',
    'categoryId',
  )('a shape without a category', { categoryId: undefined }),
  withRow('shapes', shapes, 'duplicate', 'categoryId')('two shapes of a category', { shape: 'daily' }),

  ['upcoming that is not a list', { upcoming: 7 }, 'invalid_type', ['upcoming']],
  ['an upcoming row of null', { upcoming: [null] }, 'invalid_type', ['upcoming', 0]],
  // Whether the row counts or not.
  ...['2026-04-28', '2026-04-01', '2027-01-01'].flatMap((date): Refusal[] => [
    withRow(
      'upcoming',
      upcoming,
      'negative_amount',
      'amount',
    )(`a refund on ${date}`, { date, amount: '-0.01' }),
    withRow(
      'upcoming',
      upcoming,
      'unknown_category',
      'categoryId',
    )(`no category on ${date}`, { date, categoryId: 'x' }),
    withRow(
      'upcoming',
      upcoming,
      'too_many_decimals',
      'amount',
    )(`mills on ${date}`, { date, amount: '0.001' }),
  ]),
  withRow('upcoming', upcoming, 'invalid_date', 'date')('an invalid upcoming day', { date: '2026-04-31' }),
  withRow('upcoming', upcoming, 'invalid_type', 'amount')('nothing upcoming', { amount: null }),
]

const chart = { month: '2026-04', settings, expenses, budgets }
const chartRefusals: Refusal[] = [
  ['an invalid month', { month: '2026-4' }, 'invalid_month', ['month']],
  ['no settings', { settings: undefined }, 'invalid_type', ['settings']],
  ['no expenses', { expenses: undefined }, 'invalid_type', ['expenses']],
  withRow('expenses', expenses, 'invalid_date', 'date')('an invalid day', { date: '2026-02-29' }),
  withRow('expenses', expenses, 'invalid_amount', 'amount')('an expense of no amount', { amount: '1e3' }),
  ['budgets of null', { budgets: null }, 'invalid_type', ['budgets']],
  ['a budget of null', { budgets: [null] }, 'invalid_type', ['budgets', 0]],
  withRow('budgets', budgets, 'invalid_month', 'month')('a budget of no month', { month: undefined }),
  withRow('budgets', budgets, 'duplicate', 'categoryId')('two budgets of a category', {}),
  withRow('budgets', budgets, 'invalid_type', 'categoryId')('a budget of no category', { categoryId: 7 }),
  withRow(
    'budgets',
    budgets,
    'invalid_type',
    'amount',
  )('a budget of no amount', { categoryId: 'x', amount: null }),
]

const paceOf = (fields: object) => computePace({ ...sound, ...fields } as unknown as PaceInput)
const daysOf = (fields: object) => cumulativeSpending({ ...chart, ...fields })

describe('computePace refuses', () => {
  it.each(refusals)('%s, and says where it is', (_, fields, code, path) => {
    expect(issuesOf(() => paceOf(fields))).toMatchObject([{ code, path }])
  })

  it.each([undefined, null, 7, 'input'])('%s in place of an input', (input) => {
    expect(issuesOf(() => computePace(input as unknown as PaceInput))).toMatchObject([
      { code: 'invalid_type', path: [] },
    ])
  })

  it('nothing that is wrong in other months: it is not its business', () => {
    const elsewhere = { categoryId: 'gone', amount: 'lots' }
    const more = {
      budgets: [...budgets, { ...elsewhere, month: '2026-05' }],
      expenses: [...expenses, { ...elsewhere, date: '2026-05-01' }],
    }
    expect(paceOf(more)).toEqual(paceOf({}))
  })

  it('and tells the limits of minDays and the category', () => {
    expect(issuesOf(() => paceOf({ minDays: 40 }))[0]?.params).toEqual({ minimum: 0, maximum: 31 })
    const twice = { shapes: [...shapes, ...shapes] }
    expect(issuesOf(() => paceOf(twice))[0]?.params).toEqual({ categoryId: 'rent' })
  })
})

describe('cumulativeSpending refuses', () => {
  it.each(chartRefusals)('%s, and says where it is', (_, fields, code, path) => {
    expect(issuesOf(() => daysOf(fields))).toMatchObject([{ code, path }])
  })

  it.each([undefined, null, 7])('%s in place of an input', (input) => {
    expect(issuesOf(() => cumulativeSpending(input as unknown as CumulativeSpendingInput))).toMatchObject([
      { code: 'invalid_type', path: [] },
    ])
  })

  it('no wrong amount in another month', () => {
    const more = {
      budgets: [...budgets, { categoryId: 'food', month: '2026-05', amount: 'lots' }],
      expenses: [...expenses, { categoryId: 'food', date: '2026-05-01', amount: 'lots' }],
    }
    expect(daysOf(more)).toEqual(daysOf({}))
  })
})

describe('input of any kind', () => {
  // A value in place of a field, or in place of a field of the last row of a list. Makers, because fast-check itself
  // reads what it generates.
  const spoilt = (base: Readonly<Record<string, unknown>>): fc.Arbitrary<() => object> =>
    fc
      .tuple(
        fc.constantFrom(...Object.keys(base), 'minDays', 'thresholds', 'spending'),
        fc.nat(5),
        anyValueArbitrary(),
      )
      .map(([name, nth, make]) => {
        const value = base[name]
        const rows: readonly unknown[] = Array.isArray(value) ? value : []
        const last = { ...(rows.at(-1) as object | undefined) }
        const key = Object.keys(last)[nth]
        return () => ({
          ...base,
          [name]: key === undefined ? make() : [...rows.slice(0, -1), { ...last, [key]: make() }],
        })
      })

  const requireSound = (value: unknown): void => {
    JSON.stringify(value, (key, part: unknown) => {
      if (part === undefined || (typeof part === 'number' && !Number.isFinite(part)))
        throw new Error(`${key} is ${String(part)}`)
      return part
    })
  }

  it('is answered without NaN, or refused as invalid_input', () => {
    fc.assert(
      fc.property(spoilt(sound), spoilt(chart), (pace, days) => {
        for (const call of [
          () => computePace(pace() as PaceInput),
          () => cumulativeSpending(days() as CumulativeSpendingInput),
        ]) {
          try {
            requireSound(call())
          } catch (error) {
            if (!isBudgetBookError(error, 'invalid_input')) throw error
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  it('keeps what the input throws as the cause', () => {
    const cause = new Error('gone')
    const input = {
      ...sound,
      get upcoming(): never {
        throw cause
      },
    }
    expect(refusalOf(() => computePace(input as unknown as PaceInput)).cause).toBe(cause)
  })
})
