import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { computeUtilization } from 'budgetbook'
import { textOfUnits } from '../support/exact-decimal.js'
import { minorUnitsArbitrary } from '../support/arbitraries/money.js'
import { expectedPercent } from '../support/utilization-oracle.js'

/** The line of a category in USD. */
function lineOf(spent: string, budget: string) {
  const { categories, summary } = computeUtilization({
    month: '2026-02',
    settings: { currency: 'USD' },
    categories: [{ id: 'travel', name: 'Travel' }],
    budgets: [{ categoryId: 'travel', month: '2026-02', amount: budget }],
    spending: [{ categoryId: 'travel', spent, expenseCount: 1 }],
  })
  expect(summary.utilizationPercent).toBe(categories[0]!.utilizationPercent)
  return categories[0]!
}

describe('utilizationPercent', () => {
  it.each([
    ['1.00', '3.00', 33.33],
    ['2.00', '3.00', 66.67],
    ['0.01', '200.00', 0.01], // 0.005, a half: away from zero
    ['-0.01', '200.00', -0.01],
    ['0.01', '200.01', 0],
    ['-0.01', '200.01', 0], // and no negative zero
    ['0.03', '200.00', 0.02], // 0.015
    ['-0.03', '200.00', -0.02],
    ['0.05', '200.00', 0.03], // 0.025: not to the even neighbour
    ['10.05', '1000.00', 1.01], // 1.005, which as a binary fraction is a little less
    ['250.00', '100.00', 250],
    ['-50.00', '100.00', -50],
    ['140189367574032.12', '0.20', 70_094_683_787_016_060],
  ])('of %s spent of %s is %d', (spent, budget, percent) => {
    expect(lineOf(spent, budget).utilizationPercent).toBe(percent)
  })

  it.each([
    ['0.00', 0],
    ['-3.00', 0],
    ['0.01', null],
  ])('of %s spent of nothing is %s', (spent, percent) => {
    expect(lineOf(spent, '0.00').utilizationPercent).toBe(percent)
  })

  it('is the nearest of two decimals to the exact share, halves away from zero', () => {
    const budgets = minorUnitsArbitrary(2).map((units) => (units < 0n ? -units : units))
    // Odd multiples of a two-hundredth of a percent are the halves.
    const halves = fc
      .tuple(fc.bigInt({ min: 1n, max: 10n ** 9n }), fc.bigInt({ min: -30_000n, max: 30_000n }))
      .map(([times, odd]) => ({ budget: 20_000n * times, spent: (2n * odd + 1n) * times }))
    const cases = fc.oneof(halves, fc.record({ budget: budgets, spent: minorUnitsArbitrary(2) }))
    fc.assert(
      fc.property(cases, ({ budget, spent }) => {
        const { utilizationPercent } = lineOf(textOfUnits(spent, 2), textOfUnits(budget, 2))
        expect(utilizationPercent).toBe(expectedPercent(spent, budget))
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['749.95', 75, 'good'],
    ['899.95', 90, 'warning'],
    ['899.94', 89.99, 'warning'],
    ['900.00', 90, 'critical'],
    ['1000.00', 100, 'critical'],
    ['1000.01', 100, 'over_budget'],
  ])('decides no status: %s of 1000.00 shows as %d and is %s', (spent, percent, status) => {
    const line = lineOf(spent, '1000.00')
    expect([line.utilizationPercent, line.status]).toEqual([percent, status])
  })
})
