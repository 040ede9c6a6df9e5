import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { Decimal } from 'decimal.js'
import { computeUtilization, isBudgetBookError, type UtilizationInput } from 'budgetbook'
import { explainUtilization, type Explanation } from 'budgetbook/planning'
import { plainInputArbitrary } from '../../support/arbitraries/utilization.js'
import { anyValueArbitrary } from '../../support/hostile-values.js'
import { answers, issuesOf } from '../../support/refusals.js'

const input = {
  month: '2024-02',
  settings: { currency: 'USD', monthStartDay: 28 },
  categories: ['fun', 'rent', 'gifts', 'idle'].map((id) => ({ id, name: id.toUpperCase() })),
  budgets: [
    { id: 'b1', categoryId: 'fun', month: '2024-02', amount: '50' },
    { id: 'b2', categoryId: 'fun', month: '2024-03', amount: '70.00' },
    { id: 'b3', categoryId: 'rent', month: '2024-02', amount: 0 },
  ],
  expenses: [
    { id: 'e1', categoryId: 'fun', date: '2024-02-28', amount: '42.00' },
    { id: 'e2', categoryId: 'fun', date: '2024-02-27', amount: '1.00' },
    { id: 'e3', categoryId: 'fun', date: '2024-03-27', amount: new Decimal('-6.5') },
    { id: 'e4', categoryId: 'gifts', date: '2024-03-01', amount: 8 },
    { id: 'e5', categoryId: 'gifts', date: '2024-03-28', amount: 9 },
  ],
}

/** The figures without what they are made of. */
const shown = ({ of }: Explanation) =>
  of.map((part) => ('figure' in part ? [part.figure, part.value, part.rule] : part))

describe('an explanation', () => {
  it('of a category with a budget has the figures of its line', () => {
    const budget = {
      figure: 'budget',
      categoryId: 'fun',
      value: '50.00',
      rule: 'sum',
      of: [{ budgetId: 'b1', amount: '50.00' }],
    }
    const spent = {
      figure: 'spent',
      categoryId: 'fun',
      value: '35.50',
      rule: 'sum',
      of: [
        { expenseId: 'e1', date: '2024-02-28', amount: '42.00' },
        { expenseId: 'e3', date: '2024-03-27', amount: '-6.50' },
      ],
    }
    const common = { categoryId: 'fun' }
    expect(explainUtilization(input, { categoryId: 'fun' })).toStrictEqual({
      figure: 'category',
      categoryId: 'fun',
      value: null,
      rule: 'figures',
      of: [
        budget,
        spent,
        { figure: 'remaining', ...common, value: '14.50', rule: 'difference', of: [budget, spent] },
        { figure: 'utilizationPercent', ...common, value: 71, rule: 'ratio', of: [spent, budget] },
        { figure: 'status', ...common, value: 'good', rule: 'threshold', of: [spent, budget] },
      ],
    })
  })

  it('of a category without a budget has its spending only', () => {
    expect(explainUtilization(input, { categoryId: 'gifts' }).of).toStrictEqual([
      {
        figure: 'spent',
        categoryId: 'gifts',
        value: '8.00',
        rule: 'sum',
        of: [{ expenseId: 'e4', date: '2024-03-01', amount: '8.00' }],
      },
    ])
    expect(explainUtilization(input, { categoryId: 'idle' }).of).toStrictEqual([
      { figure: 'spent', categoryId: 'idle', value: '0.00', rule: 'sum', of: [] },
    ])
  })

  it('of a budget of zero has a percentage and a status', () => {
    expect(shown(explainUtilization(input, { categoryId: 'rent' }))).toEqual([
      ['budget', '0.00', 'sum'],
      ['spent', '0.00', 'sum'],
      ['remaining', '0.00', 'difference'],
      ['utilizationPercent', 0, 'ratio'],
      ['status', 'good', 'threshold'],
    ])
  })

  it('of the summary counts spending without a budget, and says so', () => {
    expect(shown(explainUtilization(input, 'summary'))).toEqual([
      ['budget', '50.00', 'sum'],
      ['spent', '43.50', 'sum'],
      ['unbudgetedSpent', '8.00', 'sum'],
      ['remaining', '6.50', 'difference'],
      ['utilizationPercent', 87, 'ratio'],
      ['status', 'warning', 'threshold'],
    ])
  })

  it('of a month without any budget has neither percentage nor status, by a rule of its own', () => {
    const tree = explainUtilization({ ...input, budgets: [] }, 'summary')
    expect(shown(tree)).toEqual([
      ['budget', '0.00', 'sum'],
      ['spent', '43.50', 'sum'],
      ['unbudgetedSpent', '43.50', 'sum'],
      ['remaining', '-43.50', 'difference'],
      ['utilizationPercent', null, 'no_budget'],
      ['status', null, 'no_budget'],
    ])
    expect(tree.of.slice(-2)).toMatchObject([{ of: [tree.of[0]] }, { of: [tree.of[0]] }])
  })

  it('of totals has each total of the month as a leaf', () => {
    const { expenses: _, ...rest } = input
    const spending = [
      { categoryId: 'fun', month: '2024-02', spent: '40', expenseCount: 3 },
      { categoryId: 'fun', month: '2024-01', spent: '7.00', expenseCount: 1 },
      { categoryId: 'fun', spent: '-2.50', expenseCount: 1 },
    ]
    const tree = explainUtilization({ ...rest, spending }, { categoryId: 'fun' })
    expect(tree.of[1]).toMatchObject({ value: '37.50', of: [{ amount: '40.00' }, { amount: '-2.50' }] })
  })

  it('lists no category in which nothing happened, though it has a total of zero', () => {
    const { expenses: _, ...rest } = input
    const spending = [
      { categoryId: 'idle', spent: '0.00', expenseCount: 0 },
      { categoryId: 'gifts', spent: '0.00', expenseCount: 2 },
    ]
    const tree = explainUtilization({ ...rest, spending }, 'summary')
    expect(tree.of[2]).toMatchObject({ figure: 'unbudgetedSpent', of: [{ categoryId: 'gifts' }] })
  })

  it('names rows by their id only if it is text', () => {
    const budgets = input.budgets.map((budget) => ({ ...budget, id: 7 }))
    const expenses = input.expenses.map((expense) => ({ ...expense, id: null }))
    const tree = explainUtilization({ ...input, budgets, expenses }, { categoryId: 'fun' })
    expect(tree.of.slice(0, 2)).toMatchObject([
      { of: [{ amount: '50.00' }] },
      { of: [{ date: '2024-02-28', amount: '42.00' }, {}] },
    ])
    expect(JSON.stringify(tree)).not.toMatch(/budgetId|expenseId/)
  })

  it('survives JSON', () => {
    const tree = explainUtilization(input, 'summary')
    expect(JSON.parse(JSON.stringify(tree))).toEqual(tree)
  })
})

/** What an action is refused for, or that it answers. */
function outcome(action: () => unknown): unknown {
  try {
    action()
    return 'an answer'
  } catch (error) {
    if (!isBudgetBookError(error, 'invalid_input')) throw error
    return error.details.issues
  }
}

describe('explainUtilization refuses', () => {
  const explain = explainUtilization as (input: unknown, of: unknown) => unknown

  it.each<[string, unknown, string, (string | number)[]]>([
    ['an unknown category', { categoryId: 'none' }, 'unknown_category', ['of', 'categoryId']],
    ['a category of no text', { categoryId: 7 }, 'invalid_type', ['of', 'categoryId']],
    ['an object without a category', {}, 'invalid_type', ['of', 'categoryId']],
    ['the id itself', 'fun', 'invalid_value', ['of']],
    ['null', null, 'invalid_type', ['of']],
    ['nothing', undefined, 'invalid_type', ['of']],
  ])('to explain %s', (_, of, code, path) => {
    expect(issuesOf(() => explain(input, of))).toMatchObject([{ code, path }])
  })

  it.each<[string, object, string, (string | number)[]]>([
    ['an invalid month', { month: '2024-13' }, 'invalid_month', ['month']],
    ['settings of null', { settings: null }, 'invalid_type', ['settings']],
    [
      'a start day of 29',
      { settings: { currency: 'USD', monthStartDay: 29 } },
      'invalid_value',
      ['settings', 'monthStartDay'],
    ],
    ['a threshold of another name', { thresholds: { warn: 1 } }, 'unknown_field', ['thresholds', 'warn']],
    ['categories that are text', { categories: 'fun' }, 'invalid_type', ['categories']],
    [
      'two categories of one id',
      { categories: [...input.categories, input.categories[0]] },
      'duplicate',
      ['categories', 4, 'id'],
    ],
    ['a category without a name', { categories: [{ id: 'fun' }] }, 'invalid_type', ['categories', 0, 'name']],
    ['no budgets', { budgets: undefined }, 'invalid_type', ['budgets']],
    [
      'two budgets of a category',
      { budgets: [input.budgets[0], input.budgets[0]] },
      'duplicate',
      ['budgets', 1, 'categoryId'],
    ],
    [
      'a second budget after one of zero',
      { budgets: [input.budgets[2], { ...input.budgets[2], amount: '9.00' }] },
      'duplicate',
      ['budgets', 1, 'categoryId'],
    ],
    [
      'a budget below zero',
      { budgets: [{ ...input.budgets[0], amount: '-1' }] },
      'negative_amount',
      ['budgets', 0, 'amount'],
    ],
    [
      'a budget of another month without sense',
      { budgets: [{ ...input.budgets[0], month: '2024-2' }] },
      'invalid_month',
      ['budgets', 0, 'month'],
    ],
    [
      'an expense of an unknown category',
      { expenses: [{ ...input.expenses[0], categoryId: 'x' }] },
      'unknown_category',
      ['expenses', 0, 'categoryId'],
    ],
    [
      'an expense on no day',
      { expenses: [{ ...input.expenses[0], date: '2023-02-29' }] },
      'invalid_date',
      ['expenses', 0, 'date'],
    ],
    [
      'an expense of no amount',
      { expenses: [{ ...input.expenses[0], amount: Number.NaN }] },
      'invalid_amount',
      ['expenses', 0, 'amount'],
    ],
    ['both expenses and spending', { spending: [] }, 'invalid_value', []],
    ['neither expenses nor spending', { expenses: undefined }, 'invalid_value', []],
    [
      'a total of no count',
      { expenses: undefined, spending: [{ categoryId: 'fun', spent: '1' }] },
      'invalid_value',
      ['spending', 0, 'expenseCount'],
    ],
    [
      'a total of too many decimals',
      { expenses: undefined, spending: [{ categoryId: 'fun', spent: '1.001', expenseCount: 1 }] },
      'too_many_decimals',
      ['spending', 0, 'spent'],
    ],
    [
      'a total of no month',
      { expenses: undefined, spending: [{ categoryId: 'fun', month: null, spent: '1', expenseCount: 1 }] },
      'invalid_month',
      ['spending', 0, 'month'],
    ],
  ])('%s', (_, fields, code, path) => {
    expect(issuesOf(() => explain({ ...input, ...fields }, 'summary'))).toMatchObject([{ code, path }])
  })

  it('exactly what computeUtilization refuses, with the same issues', () => {
    const anyMaker = fc.oneof(
      anyValueArbitrary(),
      fc.constant(() => []),
    )
    const fields = {
      input: ['month', 'settings', 'categories', 'budgets', 'expenses', 'spending', 'thresholds'],
      settings: ['currency', 'monthlyLimit', 'monthStartDay'],
      categories: ['id', 'name'],
      budgets: ['categoryId', 'month', 'amount'],
      expenses: ['categoryId', 'date', 'amount'],
      spending: ['categoryId', 'month', 'spent', 'expenseCount'],
    }
    const places = fc.constantFrom(
      ...Object.entries(fields).flatMap(([part, names]) => names.map((name) => [part, name] as const)),
    )
    // Made for each call: an iterator of a hostile value can be walked only once.
    const broken = (sound: object, [part, name]: readonly [string, string], make: () => unknown): object => {
      if (part === 'input') return { ...sound, [name]: make() }
      const spending = [{ categoryId: 'fun', month: '2024-02', spent: '1.00', expenseCount: 1 }]
      const base = part === 'spending' ? { ...input, expenses: undefined, spending } : input
      const whole = (base as unknown as Record<string, object>)[part]!
      if (!Array.isArray(whole)) return { ...base, [part]: { ...whole, [name]: make() } }
      return { ...base, [part]: [...(whole as object[]), { ...(whole[0] as object), [name]: make() }] }
    }
    fc.assert(
      fc.property(plainInputArbitrary(), places, anyMaker, (sound, place, make) => {
        const asked = outcome(() => explain(broken(sound, place, make), 'summary'))
        const computed = outcome(() => computeUtilization(broken(sound, place, make) as UtilizationInput))
        expect(asked).toEqual(computed)
      }),
      { numRuns: 2_000 },
    )
  })

  it('whatever else is wrong, with an error of its own', () => {
    fc.assert(
      fc.property(anyValueArbitrary(), (make) => {
        answers(() => explain(make(), 'summary'))
        answers(() => explain(input, make()))
        answers(() => explain(input, { categoryId: make() }))
      }),
    )
  })
})
