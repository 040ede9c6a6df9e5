import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeRollover, type RolloverInput } from 'budgetbook/planning'
import { anyValueArbitrary } from '../../support/hostile-values.js'
import { answers, issuesOf, refusalOf } from '../../support/refusals.js'

const rule = { categoryId: 'car', from: '2026-01', cap: '50.00', opening: '-5.00', carry: 'both' as const }
const sound = {
  month: '2026-02',
  settings: { currency: 'USD' },
  categories: [
    { id: 'car', name: 'Car' },
    { id: 'fun', name: 'Fun' },
  ],
  budgets: [{ categoryId: 'car', month: '2026-01', amount: '100.00' }],
  spending: [{ categoryId: 'car', month: '2026-01', spent: '40.00', expenseCount: 1 }],
  rules: [rule],
}

const compute = (fields: object) => computeRollover({ ...sound, ...fields })

/** The second of two rules, the first being sound. */
const second = (fields: object) => ({ rules: [rule, { ...rule, categoryId: 'fun', ...fields }] })

type Refusal = [what: string, fields: object, code: string, path: (string | number)[]]

const refusals: Refusal[] = [
  ['a month that does not exist', { month: '2026-13' }, 'invalid_month', ['month']],
  ['a month that is not text', { month: 202_602 }, 'invalid_type', ['month']],
  ['settings of null', { settings: null }, 'invalid_type', ['settings']],
  ['an unknown currency', { settings: { currency: 'usd' } }, 'unknown_currency', ['settings', 'currency']],
  ['an absent list of rules', { rules: undefined }, 'invalid_type', ['rules']],
  ['one rule in place of a list', { rules: rule }, 'invalid_type', ['rules']],
  ['a rule of null', { rules: [rule, null] }, 'invalid_type', ['rules', 1]],
  ['two rules of a category', second({ categoryId: 'car' }), 'duplicate', ['rules', 1, 'categoryId']],
  [
    'two rules of a category, one of which has not begun',
    second({ categoryId: 'car', from: '2027-01' }),
    'duplicate',
    ['rules', 1, 'categoryId'],
  ],
  ['an unknown category', second({ categoryId: 'gone' }), 'unknown_category', ['rules', 1, 'categoryId']],
  [
    'an unknown category of a rule that has not begun',
    second({ categoryId: 'gone', from: '9999-12' }),
    'unknown_category',
    ['rules', 1, 'categoryId'],
  ],
  [
    'a rule without a category',
    second({ categoryId: undefined }),
    'invalid_type',
    ['rules', 1, 'categoryId'],
  ],
  ['a first month that does not exist', second({ from: '2026-00' }), 'invalid_month', ['rules', 1, 'from']],
  ['a first month of null', second({ from: null }), 'invalid_type', ['rules', 1, 'from']],
  ['a date in place of a first month', second({ from: '2026-01-01' }), 'invalid_month', ['rules', 1, 'from']],
  ['more than 1,200 months', second({ from: '1926-02' }), 'too_big', ['rules', 1, 'from']],
  ['a way of carrying that does not exist', second({ carry: 'all' }), 'invalid_value', ['rules', 1, 'carry']],
  ['a way of carrying that is null', second({ carry: null }), 'invalid_value', ['rules', 1, 'carry']],
  ['a cap below zero', second({ cap: '-0.01' }), 'negative_amount', ['rules', 1, 'cap']],
  ['a cap of too many decimals', second({ cap: '0.001' }), 'too_many_decimals', ['rules', 1, 'cap']],
  ['a cap that is not an amount', second({ cap: '1,000' }), 'invalid_amount', ['rules', 1, 'cap']],
  ['a cap that is a bigint', second({ cap: 1n }), 'invalid_type', ['rules', 1, 'cap']],
  ['a cap of too many digits', second({ cap: '9'.repeat(41) }), 'too_many_digits', ['rules', 1, 'cap']],
  [
    'a cap below zero of a rule to come',
    second({ cap: -1, from: '2027-01' }),
    'negative_amount',
    ['rules', 1, 'cap'],
  ],
  ['an opening of null', second({ opening: null }), 'invalid_type', ['rules', 1, 'opening']],
  [
    'an opening that is not a number',
    second({ opening: Number.NaN }),
    'invalid_amount',
    ['rules', 1, 'opening'],
  ],
  [
    'an opening of too many decimals',
    second({ opening: 0.001 }),
    'too_many_decimals',
    ['rules', 1, 'opening'],
  ],
  ['thresholds out of order', { thresholds: { warning: 91 } }, 'invalid_value', ['thresholds']],
  [
    'a misspelled field of a rule',
    { rules: [{ ...sound.rules[0], caps: '1' }] },
    'unknown_field',
    ['rules', 0, 'caps'],
  ],
  ['neither expenses nor spending', { spending: undefined }, 'invalid_value', []],
  ['both expenses and spending', { expenses: [] }, 'invalid_value', []],
  [
    'an id used twice',
    { categories: [sound.categories[0], ...sound.categories] },
    'duplicate',
    ['categories', 1, 'id'],
  ],
  [
    'two budgets of a category in a month',
    { budgets: [...sound.budgets, ...sound.budgets] },
    'duplicate',
    ['budgets', 1, 'categoryId'],
  ],
  [
    'a budget of an unknown category in a month of the chain',
    { budgets: [{ categoryId: 'gone', month: '2026-01', amount: '1' }] },
    'unknown_category',
    ['budgets', 0, 'categoryId'],
  ],
  [
    'a total without a month',
    { spending: [{ ...sound.spending[0], month: undefined }] },
    'invalid_month',
    ['spending', 0, 'month'],
  ],
  [
    'an expense on a day that does not exist',
    { spending: undefined, expenses: [{ categoryId: 'car', date: '2026-02-29', amount: '1' }] },
    'invalid_date',
    ['expenses', 0, 'date'],
  ],
]

describe('computeRollover refuses', () => {
  it.each(refusals)('%s, and says where it is', (_, fields, code, path) => {
    const [issue, ...more] = issuesOf(() => compute(fields))
    expect({ code: issue?.code, path: issue?.path, more }).toEqual({ code, path, more: [] })
  })

  it.each([undefined, null, 7, 'input'])('%s in place of an input', (input) => {
    const issues = issuesOf(() => computeRollover(input as unknown as RolloverInput))
    expect(issues).toMatchObject([{ code: 'invalid_type', path: [], message: 'The input must be an object' }])
  })

  it('with the facts that its message is made from', () => {
    const params = (fields: object) => issuesOf(() => compute(fields))[0]?.params
    expect(params(second({ categoryId: 'car' }))).toEqual({ categoryId: 'car' })
    expect(params(second({ categoryId: 'gone' }))).toEqual({ categoryId: 'gone' })
    expect(params(second({ from: '0001-01' }))).toEqual({ maximum: 1_200 })
  })

  it('a path as text that names the rule and the field', () => {
    expect(refusalOf(() => compute({ rules: [{ ...rule, cap: -1 }] })).message).toMatch(/^rules\.0\.cap: /)
  })

  it('neither 1,200 months, nor a rule that begins after the reported month', () => {
    expect(compute(second({ from: '1926-03' })).categories[1]?.steps).toHaveLength(1_200)
    expect(compute(second({ from: '2026-03' })).categories).toHaveLength(1)
  })

  it('nothing but a wrong month in rows outside the chains', () => {
    const budgets = [...sound.budgets, { categoryId: 'gone', month: '2025-12', amount: 'lots' }]
    expect(compute({ budgets })).toStrictEqual(compute({}))
    const wrong = [{ ...budgets[1], month: '2025-13' }]
    expect(issuesOf(() => compute({ budgets: wrong }))[0]?.path).toEqual(['budgets', 0, 'month'])
  })

  it('any value in any field with invalid_input, or gives an answer without NaN', () => {
    const fields = ['month', 'settings', 'categories', 'budgets', 'spending', 'rules', 'thresholds']
    const inRule = Object.keys(rule)
    fc.assert(
      fc.property(fc.constantFrom(...fields, ...inRule), anyValueArbitrary(), (field, make) => {
        answers(() => {
          const report = inRule.includes(field)
            ? compute({ rules: [{ ...rule, [field]: make() }] })
            : compute({ [field]: make() })
          expect(JSON.stringify(report)).not.toMatch(/NaN|undefined/)
        })
      }),
      { numRuns: 1_000 },
    )
  })

  it('and keeps the error underneath as the cause, where reading the input threw one', () => {
    const cause = new Error('gone')
    const broken = {
      ...rule,
      get cap(): never {
        throw cause
      },
    }
    expect(refusalOf(() => compute({ rules: [broken] })).cause).toBe(cause)
  })
})
