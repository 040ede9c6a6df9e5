import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { computeUtilization } from 'budgetbook'
import { textOfUnits } from '../support/exact-decimal.js'
import { currencyArbitrary, minorUnitsArbitrary, minorUnitsOf } from '../support/arbitraries/money.js'
import { plainInputArbitrary } from '../support/arbitraries/utilization.js'
import { expectedMonth, expectedReport, tenThousandths } from '../support/utilization-oracle.js'

const sum = (amounts: readonly string[]) =>
  amounts.reduce((total, amount) => total + tenThousandths(amount), 0n)

describe('a report', () => {
  it('says what plain exact arithmetic says, in every field', () => {
    fc.assert(
      fc.property(plainInputArbitrary(), (input) => {
        const scale = minorUnitsOf(input.settings.currency)
        expect(computeUtilization(input)).toStrictEqual(expectedReport(input, scale))
      }),
      { numRuns: 500 },
    )
  })

  it('gives what a category spent as the exact sum of its expenses, however many digits that has', () => {
    const spending = currencyArbitrary().chain((currency) => {
      const scale = minorUnitsOf(currency)
      return fc.record({
        currency: fc.constant(currency),
        scale: fc.constant(scale),
        units: fc.array(minorUnitsArbitrary(scale), { maxLength: 60 }),
      })
    })
    fc.assert(
      fc.property(spending, ({ currency, scale, units }) => {
        const { summary, unbudgeted } = computeUtilization({
          month: '2024-02',
          settings: { currency },
          categories: [{ id: 'travel', name: 'Travel' }],
          budgets: [],
          expenses: units.map((amount) => ({
            categoryId: 'travel',
            date: '2024-02-29',
            amount: textOfUnits(amount, scale),
          })),
        })
        const exact = textOfUnits(
          units.reduce((total, amount) => total + amount, 0n),
          scale,
        )
        expect(summary.totalSpent).toBe(exact)
        expect(unbudgeted.map(({ spent }) => spent)).toEqual(units.length > 0 ? [exact] : [])
      }),
    )
  })

  it('has totals that its parts add up to', () => {
    fc.assert(
      fc.property(plainInputArbitrary(), (input) => {
        const { categories, unbudgeted, summary, compliance } = computeUtilization(input)
        const budgeted = sum(categories.map(({ spent }) => spent))
        expect(tenThousandths(summary.totalBudget)).toBe(sum(categories.map(({ budget }) => budget)))
        expect(tenThousandths(summary.unbudgetedSpent)).toBe(sum(unbudgeted.map(({ spent }) => spent)))
        expect(tenThousandths(summary.totalSpent)).toBe(budgeted + tenThousandths(summary.unbudgetedSpent))
        expect(sum([summary.totalRemaining, summary.totalSpent])).toBe(tenThousandths(summary.totalBudget))
        for (const { budget, spent, remaining } of categories) {
          expect(sum([spent, remaining])).toBe(tenThousandths(budget))
        }
        expect(compliance.totalBudget).toBe(summary.totalBudget)
        expect(Object.values(summary.statusCounts).reduce((a, b) => a + b)).toBe(categories.length)
        const counts = [...categories, ...unbudgeted].map(({ expenseCount }) => expenseCount)
        expect(counts.reduce((a, b) => a + b, 0)).toBe(summary.expenseCount)
      }),
    )
  })

  it('counts all spending of the month, budgeted or not, and no other', () => {
    fc.assert(
      fc.property(plainInputArbitrary(), (input) => {
        const { month, settings, expenses } = input
        const own = expenses.filter(({ date }) => expectedMonth(date, settings.monthStartDay) === month)
        const { summary } = computeUtilization(input)
        expect(tenThousandths(summary.totalSpent)).toBe(sum(own.map(({ amount }) => amount)))
        expect(summary.expenseCount).toBe(own.length)
      }),
    )
  })

  it('lists the categories with a budget this month, and apart from them those with spending only', () => {
    const report = computeUtilization({
      month: '2026-02',
      settings: { currency: 'USD' },
      categories: ['none', 'spent', 'both', 'budget', 'refunded'].map((id) => ({
        id,
        name: id.toUpperCase(),
      })),
      budgets: [
        { categoryId: 'budget', month: '2026-02', amount: '10' },
        { categoryId: 'both', month: '2026-02', amount: '20.0' },
        { categoryId: 'spent', month: '2026-01', amount: '30.00' },
      ],
      expenses: [
        { categoryId: 'refunded', date: '2026-02-01', amount: '5.00' },
        { categoryId: 'refunded', date: '2026-02-28', amount: '-5.00' },
        { categoryId: 'spent', date: '2026-02-14', amount: '7' },
        { categoryId: 'both', date: '2026-02-14', amount: '3.5' },
      ],
    })
    expect(report.categories.map(({ name, budget, spent }) => [name, budget, spent])).toEqual([
      ['BOTH', '20.00', '3.50'],
      ['BUDGET', '10.00', '0.00'],
    ])
    expect(report.unbudgeted).toEqual([
      { categoryId: 'spent', name: 'SPENT', spent: '7.00', expenseCount: 1, held: '0.00' },
      { categoryId: 'refunded', name: 'REFUNDED', spent: '0.00', expenseCount: 2, held: '0.00' },
    ])
    expect(report.summary).toMatchObject({
      totalSpent: '10.50',
      unbudgetedSpent: '7.00',
      totalRemaining: '19.50',
    })
  })

  it('has neither percent nor status as a whole without any budget, whatever was spent', () => {
    const report = (amounts: readonly string[]) =>
      computeUtilization({
        month: '2026-02',
        settings: { currency: 'JPY' },
        categories: [{ id: 'travel', name: 'Travel' }],
        budgets: [],
        expenses: amounts.map((amount) => ({ categoryId: 'travel', date: '2026-02-14', amount })),
      })
    for (const amounts of [[], ['700'], ['-700']]) {
      expect(report(amounts).summary).toMatchObject({ utilizationPercent: null, status: null })
    }
  })
})
