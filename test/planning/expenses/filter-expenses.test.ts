import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { Decimal } from 'decimal.js'
import { filterExpenses, type ExpenseSearch, type SearchedExpenseFields } from 'budgetbook/planning'
import { civilDateArbitrary } from '../../support/arbitraries/calendar.js'
import { amountArbitrary } from '../../support/arbitraries/money.js'
import {
  searchedExpensesArbitrary,
  soughtTextArbitrary,
  type SearchedRow,
} from '../../support/arbitraries/searched-expenses.js'
import { deepFreeze } from '../../support/deep-freeze.js'
import { anyValueArbitrary } from '../../support/hostile-values.js'
import { answers, issuesOf, refusalOf } from '../../support/refusals.js'
import { tenThousandths } from '../../support/utilization-oracle.js'

interface Case {
  readonly expenses: readonly SearchedRow[]
  readonly query: ExpenseSearch<SearchedRow>
  /** What `query.text` means. */
  readonly meaning: string | undefined
}

/** A search of some expenses. Its dates and amounts are often those of an expense, so that both ends are met. */
function caseArbitrary(): fc.Arbitrary<Case> {
  return searchedExpensesArbitrary().chain(({ currency, expenses }) => {
    const near = <Value>(values: readonly Value[], other: fc.Arbitrary<Value>) =>
      values.length === 0 ? other : fc.oneof(fc.constantFrom(...values), other)
    const date = near<string>(
      expenses.map((one) => one.date),
      civilDateArbitrary(),
    )
    const amount = near<string>(
      expenses.map((one) => one.amount),
      amountArbitrary(currency),
    )
    const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) =>
      fc.oneof({ arbitrary: fc.constant(undefined), weight: 2 }, { arbitrary, weight: 1 })
    return fc
      .record({
        sought: maybe(soughtTextArbitrary()),
        categoryIds: maybe(fc.subarray(['food', 'fun', '__proto__', '', 'other'])),
        from: maybe(date),
        to: maybe(date),
        atLeast: maybe(amount),
        atMost: maybe(amount),
        where: maybe(
          fc.constantFrom(
            ({ description }: SearchedRow) => description.length % 2 === 0,
            ({ amount: of }: SearchedRow) => of.startsWith('-'),
          ),
        ),
      })
      .map(({ sought, ...fields }) => ({
        expenses,
        query: { ...fields, text: sought?.text },
        meaning: sought?.meaning,
      }))
  })
}

/** The slow way: dates as text, amounts as ten-thousandths, descriptions by what they mean. */
function expected({ expenses, query, meaning = '' }: Case): SearchedRow[] {
  const { categoryIds, from = '', to = '~', atLeast, atMost, where } = query
  const units = (amount: unknown) => tenThousandths(amount as string)
  return expenses.filter(
    (one) =>
      one.meaning.includes(meaning) &&
      (!categoryIds || [...categoryIds].some((id) => id === one.categoryId)) &&
      from <= one.date &&
      one.date <= to &&
      (atLeast === undefined || units(one.amount) >= units(atLeast)) &&
      (atMost === undefined || units(one.amount) <= units(atMost)) &&
      (!where || where(one)),
  )
}

const expense = { categoryId: 'food', date: '2024-02-29', amount: '4.80', description: 'Café Central' }

describe('filterExpenses', () => {
  it('keeps exactly what fits all fields, in the order given', () => {
    fc.assert(
      fc.property(caseArbitrary(), (one) => {
        expect(filterExpenses(one.expenses, one.query)).toStrictEqual(expected(one))
      }),
      { numRuns: 1_000 },
    )
  })

  it('finds what two searches find one after the other as one search does', () => {
    fc.assert(
      fc.property(caseArbitrary(), ({ expenses, query }) => {
        const { text, from, atMost, ...others } = query
        const both = filterExpenses(filterExpenses(expenses, { text, from, atMost }), others)
        expect(both).toEqual(filterExpenses(expenses, query))
      }),
    )
  })

  it('keeps everything for an empty search, and nothing of the expenses is copied', () => {
    fc.assert(
      fc.property(searchedExpensesArbitrary(), ({ expenses }) => {
        const found = filterExpenses(expenses, {})
        expect(found).toEqual(expenses)
        expect(found).not.toBe(expenses)
        found.forEach((one, index) => expect(one).toBe(expenses[index]))
      }),
    )
  })

  it('does not change its arguments, and takes lists that can be walked only once', () => {
    fc.assert(
      fc.property(caseArbitrary(), ({ expenses, query }) => {
        const found = filterExpenses(expenses, query)
        const once = {
          ...query,
          categoryIds: query.categoryIds && [...query.categoryIds].values(),
        }
        expect(filterExpenses(deepFreeze(expenses).values(), once)).toStrictEqual(found)
        expect(filterExpenses(expenses, deepFreeze(query))).toStrictEqual(found)
      }),
    )
  })

  it.each<[string, ExpenseSearch, boolean]>([
    ['text in other case and form', { text: '  CAFE\u0301   c' }, true],
    ['text of white space', { text: ' \n' }, true],
    ['text across two words', { text: 'fé cen' }, true],
    ['text without the accent', { text: 'cafe' }, false],
    ['the first day', { from: '2024-02-29' }, true],
    ['the last day', { to: '2024-02-29' }, true],
    ['a later first day', { from: '2024-03-01' }, false],
    ['an earlier last day', { to: '2024-02-28' }, false],
    ['days that end before they begin', { from: '2024-03-01', to: '2024-02-01' }, false],
    ['the least', { atLeast: '4.8' }, true],
    ['the most, as a number', { atMost: 4.8 }, true],
    ['a ten-thousandth more', { atLeast: '4.8001' }, false],
    ['a Decimal', { atMost: new Decimal('4.7999') }, false],
    ['zero, which is not a missing bound', { atMost: 0 }, false],
    ['no category', { categoryIds: [] }, false],
    ['its category', { categoryIds: new Set(['fun', 'food']) }, true],
    ['another category', { categoryIds: ['fun'] }, false],
    ['a condition', { where: ({ amount }) => amount === '4.80' }, true],
    ['a condition that fails', { where: () => false }, false],
    [
      'fields that are undefined',
      { text: undefined, categoryIds: undefined, from: undefined, where: undefined },
      true,
    ],
  ])('by %s', (_, query, fits) => {
    expect(filterExpenses<SearchedExpenseFields>([expense], query)).toEqual(fits ? [expense] : [])
  })

  it('takes a missing description for an empty one', () => {
    const { description: _, ...without } = expense
    const rows: SearchedExpenseFields[] = [without, { ...without, description: null }]
    expect(filterExpenses(rows, { text: '' })).toEqual(rows)
    expect(filterExpenses(rows, { text: 'a' })).toEqual([])
  })

  it('compares amounts by value, not by text, with refunds below zero', () => {
    const rows = ['900.00', '1000.00', '-5.00', '0.00'].map((amount) => ({ ...expense, amount }))
    const amounts = (query: ExpenseSearch) =>
      filterExpenses<SearchedExpenseFields>(rows, query).map(({ amount }) => amount)
    expect(amounts({ atLeast: '950' })).toEqual(['1000.00'])
    expect(amounts({ atMost: '-0.01' })).toEqual(['-5.00'])
    expect(amounts({ atLeast: '-5', atMost: '0' })).toEqual(['-5.00', '0.00'])
  })

  it('asks the condition only about expenses that fit all else', () => {
    const asked: string[] = []
    const rows = [expense, { ...expense, categoryId: 'fun' }]
    filterExpenses(rows, {
      categoryIds: ['fun'],
      where: ({ categoryId }) => asked.push(categoryId) > 0,
    })
    expect(asked).toEqual(['fun'])
  })
})

describe('filterExpenses refuses', () => {
  const filter = filterExpenses as (expenses: unknown, query: unknown) => unknown
  const withFields = (fields: object) => [expense, { ...expense, ...fields }]

  it.each<[string, unknown, string, (string | number)[]]>([
    ['null', null, 'invalid_type', []],
    ['text', 'café', 'invalid_type', []],
    ['a field of another name', { txt: 'a' }, 'unknown_field', ['txt']],
    ['text that is a number', { text: 7 }, 'invalid_type', ['text']],
    ['text of null', { text: null }, 'invalid_type', ['text']],
    ['categories that are text', { categoryIds: 'food' }, 'invalid_type', ['categoryIds']],
    ['a category of null', { categoryIds: ['food', null] }, 'invalid_type', ['categoryIds', 1]],
    ['an invalid first day', { from: '2023-02-29' }, 'invalid_date', ['from']],
    ['an empty first day', { from: '' }, 'invalid_date', ['from']],
    ['a last day of null', { to: null }, 'invalid_type', ['to']],
    ['a least of no amount', { atLeast: '1,000' }, 'invalid_amount', ['atLeast']],
    ['a least of NaN', { atLeast: Number.NaN }, 'invalid_amount', ['atLeast']],
    ['a most of null', { atMost: null }, 'invalid_type', ['atMost']],
    ['a most of too many decimals', { atMost: '1.00001' }, 'too_many_decimals', ['atMost']],
    ['an invalid condition', { where: true }, 'invalid_type', ['where']],
    ['a condition that gives a promise', { where: async () => false }, 'invalid_type', ['where']],
    ['a condition that gives nothing', { where: () => undefined }, 'invalid_type', ['where']],
  ])('a query of %s', (_, query, code, path) => {
    expect(issuesOf(() => filter([expense], query))).toMatchObject([{ code, path: ['query', ...path] }])
  })

  it.each<[string, unknown, string, (string | number)[]]>([
    ['that are not a list', { ...expense }, 'invalid_type', []],
    ['of which one is null', [expense, null], 'invalid_type', [1]],
    ['with a category of no text', withFields({ categoryId: 7 }), 'invalid_type', [1, 'categoryId']],
    ['with an invalid day', withFields({ date: '2023-02-29' }), 'invalid_date', [1, 'date']],
    ['with a Date', withFields({ date: new Date(0) }), 'invalid_date', [1, 'date']],
    ['with an invalid amount', withFields({ amount: '' }), 'invalid_amount', [1, 'amount']],
    ['without an amount', withFields({ amount: undefined }), 'invalid_type', [1, 'amount']],
    ['with a description of no text', withFields({ description: 7 }), 'invalid_type', [1, 'description']],
  ])('expenses %s, whatever the search', (_, expenses, code, path) => {
    for (const query of [{}, { categoryIds: [] }, { text: 'a', where: () => true }]) {
      expect(issuesOf(() => filter(expenses, query))).toMatchObject([{ code, path: ['expenses', ...path] }])
    }
  })

  it('a condition that throws, and passes its error on', () => {
    const cause = new Error('gone')
    const error = refusalOf(() =>
      filter([expense], {
        where: () => {
          throw cause
        },
      }),
    )
    expect(error.details.issues).toMatchObject([{ code: 'unreadable', path: ['query', 'where'] }])
    expect(error.cause).toBe(cause)
  })

  it('whatever else is wrong, with an error of its own', () => {
    const field = fc.constantFrom('text', 'categoryIds', 'from', 'to', 'atLeast', 'atMost', 'where', '')
    fc.assert(
      fc.property(field, anyValueArbitrary(), (name, make) => {
        answers(() => filter([expense], name === '' ? make() : { [name]: make() }))
        answers(() => filter(make(), {}))
        answers(() => filter([{ ...expense, date: make(), amount: make(), description: make() }], {}))
      }),
    )
  })
})
