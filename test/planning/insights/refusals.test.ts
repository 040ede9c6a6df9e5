import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { computeUtilization } from 'budgetbook'
import { compareMonths, suggestBudgets, summarizeMonths } from 'budgetbook/planning'
import { answers, issuesOf } from '../../support/refusals.js'
import { anyValueArbitrary } from '../../support/hostile-values.js'

const totals = {
  settings: { currency: 'USD', monthlyLimit: null, monthStartDay: 1 },
  categories: [{ id: 'car', name: 'Car' }],
  budgets: [{ categoryId: 'car', month: '2026-01', amount: '10.00' }],
  expenses: [{ categoryId: 'car', date: '2026-01-14', amount: '7.00' }],
}
const range = { from: '2026-01', to: '2026-03', today: '2026-03-10' }
const plan = { month: '2026-04', today: '2026-03-10' }

type Path = (string | number)[]
type Refusal = [what: string, fields: object, code: string, path: Path]

const badTotals: Refusal[] = [
  ['absent settings', { settings: undefined }, 'invalid_type', ['settings']],
  ['an unknown currency', { settings: { currency: 'usd' } }, 'unknown_currency', ['settings', 'currency']],
  [
    'a start day that some months lack',
    { settings: { currency: 'USD', monthStartDay: 29 } },
    'invalid_value',
    ['settings', 'monthStartDay'],
  ],
  ['a threshold of zero', { thresholds: { warning: 0 } }, 'invalid_value', ['thresholds']],
  ['categories that are not a list', { categories: {} }, 'invalid_type', ['categories']],
  [
    'two categories with an id',
    { categories: [...totals.categories, ...totals.categories] },
    'duplicate',
    ['categories', 1, 'id'],
  ],
  ['an invalid budget', { budgets: [null] }, 'invalid_type', ['budgets', 0]],
  [
    'a budget of an unknown category',
    { budgets: [{ categoryId: 'bike', month: '2026-01', amount: '1' }] },
    'unknown_category',
    ['budgets', 0, 'categoryId'],
  ],
  [
    'two budgets in a month',
    { budgets: [...totals.budgets, ...totals.budgets] },
    'duplicate',
    ['budgets', 1, 'categoryId'],
  ],
  [
    'a budget below zero',
    { budgets: [{ categoryId: 'car', month: '2026-01', amount: '-1' }] },
    'negative_amount',
    ['budgets', 0, 'amount'],
  ],
  [
    'an expense on an invalid day',
    { expenses: [{ categoryId: 'car', date: '2026-02-29', amount: '1' }] },
    'invalid_date',
    ['expenses', 0, 'date'],
  ],
  [
    'an expense of too many decimals',
    { expenses: [{ categoryId: 'car', date: '2026-02-01', amount: '1.001' }] },
    'too_many_decimals',
    ['expenses', 0, 'amount'],
  ],
  ['expenses beside spending', { spending: [] }, 'invalid_value', []],
  ['neither expenses nor spending', { expenses: undefined }, 'invalid_value', []],
  [
    'spending without a month',
    { expenses: undefined, spending: [{ categoryId: 'car', spent: '1', expenseCount: 1 }] },
    'invalid_month',
    ['spending', 0, 'month'],
  ],
]

const badRange: Refusal[] = [
  ['an invalid first month', { from: '2026-13' }, 'invalid_month', ['from']],
  ['an absent last month', { to: undefined }, 'invalid_type', ['to']],
  ['a last month before the first', { from: '2026-04' }, 'invalid_value', ['to']],
  ['more than 1,200 months', { from: '1926-03' }, 'too_big', ['to']],
  ['an invalid today', { today: '2026-02-29' }, 'invalid_date', ['today']],
  ['a today that is null', { today: null }, 'invalid_type', ['today']],
]

const badPlan: Refusal[] = [
  ['an invalid month', { month: '2026-4' }, 'invalid_month', ['month']],
  ['an absent month', { month: undefined }, 'invalid_type', ['month']],
  ['an invalid today', { today: '2026-03' }, 'invalid_date', ['today']],
  ['an absent today', { today: undefined }, 'invalid_type', ['today']],
  ['an unknown basis', { basis: 'average' }, 'invalid_value', ['basis']],
  ['a basis of null', { basis: null }, 'invalid_value', ['basis']],
  ['no months', { months: 0 }, 'invalid_value', ['months']],
  ['37 months', { months: 37 }, 'invalid_value', ['months']],
  ['half a month', { months: 1.5 }, 'invalid_value', ['months']],
  ['months that are text', { months: '6' }, 'invalid_value', ['months']],
  ['months of null', { months: null }, 'invalid_value', ['months']],
  ['a percentage that is NaN', { adjustPercent: Number.NaN }, 'invalid_value', ['adjustPercent']],
  ['a percentage that is infinite', { adjustPercent: -Infinity }, 'invalid_value', ['adjustPercent']],
  ['a percentage with an exponent', { adjustPercent: 1e-7 }, 'invalid_value', ['adjustPercent']],
  ['a percentage that is text', { adjustPercent: '10' }, 'invalid_type', ['adjustPercent']],
  ['a percentage of null', { adjustPercent: null }, 'invalid_type', ['adjustPercent']],
  ['a percentage below -100', { adjustPercent: -100.01 }, 'too_small', ['adjustPercent']],
  ['a percentage above 1,000', { adjustPercent: 1_000.01 }, 'too_big', ['adjustPercent']],
  ['a step of zero', { step: '0.00' }, 'zero_amount', ['step']],
  ['a step below zero', { step: '-5.00' }, 'negative_amount', ['step']],
  ['a step of too many decimals', { step: '0.001' }, 'too_many_decimals', ['step']],
  ['a step of null', { step: null }, 'invalid_type', ['step']],
]

const issue = (code: string, path: Path): unknown[] => [
  expect.objectContaining({ code, path, message: expect.stringMatching(/^\S/) as unknown }),
]

describe('summarizeMonths', () => {
  const issuesWith = (fields: object) => issuesOf(() => summarizeMonths({ ...range, ...totals, ...fields }))

  it.each([...badTotals, ...badRange])('refuses %s', (_, fields, code, path) => {
    expect(issuesWith(fields)).toEqual(issue(code, path))
  })

  it('takes exactly 1,200 months, at both ends of the calendar', () => {
    for (const [from, to] of [
      ['0001-01', '0100-12'],
      ['9900-01', '9999-12'],
    ] as const) {
      expect(summarizeMonths({ ...totals, budgets: [], expenses: [], from, to }).months).toHaveLength(1_200)
    }
  })

  it('reads, but does not add up, rows before the range; of later rows only the month', () => {
    const later = { categoryId: 'bike', month: '2026-04', amount: '1' }
    expect(answers(() => summarizeMonths({ ...range, ...totals, budgets: [later] }))).toBe(true)
    expect(issuesWith({ budgets: [{ ...later, month: '2026-4' }] })).toEqual(
      issue('invalid_month', ['budgets', 0, 'month']),
    )
    expect(issuesWith({ budgets: [{ ...later, month: '2025-12' }] })).toEqual(
      issue('unknown_category', ['budgets', 0, 'categoryId']),
    )
  })
})

describe('suggestBudgets', () => {
  it.each([...badTotals, ...badPlan])('refuses %s', (_, fields, code, path) => {
    expect(issuesOf(() => suggestBudgets({ ...plan, ...totals, ...fields }))).toEqual(issue(code, path))
  })

  it('takes 1 and 36 months, and -100 and 1,000 percent', () => {
    for (const fields of [{ months: 1 }, { months: 36 }, { adjustPercent: -100 }, { adjustPercent: 1_000 }]) {
      expect(answers(() => suggestBudgets({ ...plan, ...totals, ...fields }))).toBe(true)
    }
  })
})

describe('compareMonths', () => {
  const report = computeUtilization({ month: '2026-01', ...totals })
  const line = report.categories[0]!
  const yen = computeUtilization({
    month: '2026-01',
    settings: { currency: 'JPY' },
    categories: [],
    budgets: [],
    expenses: [],
  })

  it.each<[string, object | null, string, Path]>([
    ['no report', null, 'invalid_type', []],
    ['an invalid month', { ...report, month: '2026' }, 'invalid_month', ['month']],
    ['an unknown currency', { ...report, currency: 'X' }, 'unknown_currency', ['currency']],
    ['absent categories', { ...report, categories: undefined }, 'invalid_type', ['categories']],
    ['absent unbudgeted spending', { ...report, unbudgeted: undefined }, 'invalid_type', ['unbudgeted']],
    ['an invalid category', { ...report, categories: [1] }, 'invalid_type', ['categories', 0]],
    ['invalid spending', { ...report, unbudgeted: [null] }, 'invalid_type', ['unbudgeted', 0]],
    [
      'an id that is not text',
      { ...report, categories: [{ ...line, categoryId: 1 }] },
      'invalid_type',
      ['categories', 0, 'categoryId'],
    ],
    [
      'an absent name',
      { ...report, categories: [{ ...line, name: undefined }] },
      'invalid_type',
      ['categories', 0, 'name'],
    ],
    [
      'a budget below zero',
      { ...report, categories: [{ ...line, budget: '-1.00' }] },
      'negative_amount',
      ['categories', 0, 'budget'],
    ],
    [
      'spending that is not an amount',
      { ...report, unbudgeted: [{ ...line, categoryId: 'x', spent: 'one' }] },
      'invalid_amount',
      ['unbudgeted', 0, 'spent'],
    ],
    [
      'a category that is listed twice',
      { ...report, unbudgeted: [line] },
      'duplicate',
      ['unbudgeted', 0, 'categoryId'],
    ],
  ])('refuses %s, and says which of the two reports it is', (_, wrong, code, path) => {
    expect(issuesOf(() => compareMonths(wrong as never, report))).toEqual(issue(code, ['before', ...path]))
    expect(issuesOf(() => compareMonths(report, wrong as never))).toEqual(issue(code, ['after', ...path]))
  })

  it('refuses two currencies', () => {
    expect(issuesOf(() => compareMonths(report, yen))).toEqual(issue('invalid_value', ['after', 'currency']))
  })
})

it('answers or refuses, whatever it is given, and never gives another error', () => {
  const report = computeUtilization({ month: '2026-01', ...totals })
  const fields = ['from', 'to', 'month', 'today', 'basis', 'months', 'adjustPercent', 'step']
  const names = [...fields, 'settings', 'categories', 'budgets', 'expenses', 'thresholds']
  fc.assert(
    fc.property(fc.constantFrom(...names), anyValueArbitrary(), (name, make) => {
      const value = make()
      const input = { ...range, ...plan, ...totals, [name]: value }
      for (const action of [
        () => summarizeMonths(input),
        () => suggestBudgets(input),
        () => summarizeMonths(value as never),
        () => suggestBudgets(value as never),
        () => compareMonths(value as never, report),
        () => compareMonths(report, { ...report, categories: value } as never),
      ]) {
        expect(answers(action)).toBeTypeOf('boolean')
      }
    }),
    { numRuns: 300 },
  )
})
