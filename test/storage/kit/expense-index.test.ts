import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PageQuery, StoredExpense } from 'budgetbook/adapter'
import { ExpenseIndex } from '../../../src/storage/kit/state/expense-index.js'
import { compareExpenses } from '../../../src/storage/kit/state/expense-order.js'
import { makeExpense } from '../../../src/testing/conformance/entities.js'

const dates = ['2026-01-31', '2026-02-01', '2026-02-02', '2026-02-28', '2026-03-01']
const instants = ['2026-02-14T09:00:00.000Z', '2026-02-14T09:00:00.001Z']
const categories = ['food', 'travel', '__proto__']

/** Few dates and instants, so that many expenses differ in their ids alone. */
const expense = fc
  .tuple(
    fc.string({ minLength: 1, maxLength: 3 }),
    fc.constantFrom(...categories),
    fc.constantFrom(...dates),
    fc.constantFrom(...instants),
  )
  .map(([id, categoryId, date, createdAt]) => makeExpense(id, categoryId, date, '1.00', { createdAt }))
const expenses = fc.uniqueArray(expense, { selector: ({ id }) => id, maxLength: 40 })
const date = fc.option(fc.constantFrom('2026-01-01', ...dates, '2026-12-31'), { nil: undefined })

const query: fc.Arbitrary<PageQuery> = fc.record({
  categoryId: fc.option(fc.constantFrom(...categories, 'unknown'), { nil: undefined }),
  from: date,
  to: date,
  limit: fc.integer({ min: 1, max: 50 }),
  after: fc.option(expense, { nil: undefined }),
})

/** The page that the plain way gives: filter, sort, cut. */
function expectedPage(all: readonly StoredExpense[], { categoryId, from, to, limit, after }: PageQuery) {
  const position = (one: Pick<StoredExpense, 'date' | 'createdAt' | 'id'>) => [
    one.date,
    one.createdAt,
    one.id,
  ]
  const isAfter = (a: readonly string[], b: readonly string[]): boolean => {
    const differing = a.findIndex((part, index) => part !== b[index])
    return differing !== -1 && a[differing]! < b[differing]!
  }
  return all
    .filter((one) => categoryId === undefined || one.categoryId === categoryId)
    .filter((one) => from === undefined || one.date >= from)
    .filter((one) => to === undefined || one.date <= to)
    .filter((one) => !after || isAfter(position(one), position(after)))
    .sort((a, b) => (isAfter(position(a), position(b)) ? 1 : -1))
    .slice(0, limit)
}

describe('the index of expenses', () => {
  it('pages as filtering, sorting and cutting would, also when some were removed', () => {
    fc.assert(
      fc.property(expenses, fc.array(fc.nat(39)), fc.array(query), (all, removals, queries) => {
        const index = new ExpenseIndex()
        for (const one of all) index.add(one)
        const removed = new Set(removals.map((at) => all[at]?.id))
        for (const id of removed) index.remove(id ?? 'unknown')
        const left = all.filter(({ id }) => !removed.has(id))
        for (const one of queries) expect(index.page(one)).toEqual(expectedPage(left, one))
        expect([...index.values()].map(({ id }) => id).sort()).toEqual(left.map(({ id }) => id).sort())
        for (const { id } of all) expect(index.get(id)?.id).toBe(removed.has(id) ? undefined : id)
      }),
    )
  })

  it('goes on behind any expense that it showed', () => {
    fc.assert(
      fc.property(expenses, fc.integer({ min: 1, max: 7 }), (all, limit) => {
        const index = new ExpenseIndex()
        for (const one of all) index.add(one)
        const walked: StoredExpense[] = []
        for (let page = index.page({ limit }); page.length > 0;) {
          walked.push(...page)
          page = index.page({ limit, after: page.at(-1) })
        }
        expect(walked).toEqual(expectedPage(all, { limit: all.length }))
      }),
    )
  })

  it('forgets an expense that is removed twice only once', () => {
    const index = new ExpenseIndex()
    const [first, second] = [
      makeExpense('1', 'food', '2026-02-01', '1.00'),
      makeExpense('2', 'food', '2026-02-01', '1.00'),
    ]
    index.add(first)
    index.add(second)
    index.remove('1')
    index.remove('1')
    expect(index.page({ limit: 10 })).toEqual([second])
  })
})

it('an expense of a day that had lost its last one is found again', () => {
  const index = new ExpenseIndex()
  const one = makeExpense('1', 'food', '2026-02-01', '1.00')
  for (let time = 0; time < 2; time++) {
    index.add(one)
    expect(index.page({ limit: 10 })).toEqual([one])
    expect(index.page({ limit: 10, categoryId: 'food' })).toEqual([one])
    index.remove('1')
    expect(index.page({ limit: 10 })).toEqual([])
  }
})

it('the order of expenses is total: antisymmetric, and zero only for the same position', () => {
  fc.assert(
    fc.property(expense, expense, (a, b) => {
      // The sum, because there are two zeros.
      expect(compareExpenses(a, b) + compareExpenses(b, a)).toBe(0)
      const isSame = a.date === b.date && a.createdAt === b.createdAt && a.id === b.id
      expect(compareExpenses(a, b) === 0).toBe(isSame)
    }),
  )
})
