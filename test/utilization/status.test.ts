import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { computeUtilization, statusOf, type StatusThresholds, type UtilizationStatus } from 'budgetbook'
import { mostUnits, textOfUnits } from '../support/exact-decimal.js'
import { currencyArbitrary, minorUnitsArbitrary, minorUnitsOf } from '../support/arbitraries/money.js'
import { thresholdsArbitrary } from '../support/arbitraries/utilization.js'
import { expectedStatus, fraction } from '../support/utilization-oracle.js'

const rank = (status: UtilizationStatus) => ['good', 'warning', 'critical', 'over_budget'].indexOf(status)

interface Case {
  currency: string
  scale: number
  budget: bigint
  spent: bigint
  thresholds: Partial<StatusThresholds>
}

/** Spending on the last whole minor unit below a threshold, and up to one to either side of it. */
function nearThreshold(budget: bigint, percent: number, offset: bigint): bigint {
  const { numerator, denominator } = fraction(percent)
  return (budget * numerator) / (denominator * 100n) + offset
}

/** Budgets of zero and up to 15 digits, spending near each threshold, and far from all of them. */
function caseArbitrary(): fc.Arbitrary<Case> {
  return fc.tuple(currencyArbitrary(), thresholdsArbitrary()).chain(([currency, thresholds]) => {
    const scale = minorUnitsOf(currency)
    const { warning = 75, critical = 90, overBudget = 100 } = thresholds
    const budgets = minorUnitsArbitrary(scale).map((units) => (units < 0n ? -units : units))
    return budgets.chain((budget) => {
      const near = fc
        .tuple(fc.constantFrom(warning, critical, overBudget), fc.constantFrom(-1n, 0n, 1n))
        .map(([percent, offset]) => nearThreshold(budget, percent, offset))
      return fc.record({
        currency: fc.constant<string>(currency),
        scale: fc.constant(scale),
        budget: fc.constant(budget),
        spent: fc.oneof({ arbitrary: near, weight: 4 }, minorUnitsArbitrary(scale)),
        thresholds: fc.constant(thresholds),
      })
    })
  })
}

/** Four thresholds apart from each other, and a budget that each of them divides without a remainder. */
function exactCaseArbitrary() {
  const apart = fc.uniqueArray(fc.integer({ min: 2, max: 250_000 }), { minLength: 3, maxLength: 3 })
  return fc.record({
    thousandths: apart.map((all) => all.sort((a, b) => a - b)),
    times: fc.bigInt({ min: 1n, max: 10n ** 12n }),
    scale: fc.integer({ min: 0, max: 4 }),
  })
}

describe('statusOf', () => {
  it('gives the status that exact comparison gives, also one minor unit to each side of a threshold', () => {
    fc.assert(
      fc.property(caseArbitrary(), ({ scale, budget, spent, thresholds }) => {
        const status = statusOf(textOfUnits(spent, scale), textOfUnits(budget, scale), thresholds)
        expect(status).toBe(expectedStatus(spent, budget, thresholds))
      }),
      { numRuns: 1_000 },
    )
  })

  it('changes at a threshold, and at over-budget one minor unit above it unless reaching it is enough', () => {
    fc.assert(
      fc.property(exactCaseArbitrary(), ({ thousandths, times, scale }) => {
        const [warning = 0, critical = 0, overBudget = 0] = thousandths
        // One thousandth of a percent is `times` minor units of this budget.
        const budget = textOfUnits(100_000n * times, scale)
        const status = (units: bigint, overBudgetWhen: 'exceeded' | 'reached' = 'exceeded') =>
          statusOf(textOfUnits(units, scale), budget, {
            warning: warning / 1_000,
            critical: critical / 1_000,
            overBudget: overBudget / 1_000,
            overBudgetWhen,
          })
        const at = (threshold: number) => BigInt(threshold) * times
        expect(status(at(warning) - 1n)).toBe('good')
        expect(status(at(warning))).toBe('warning')
        expect(status(at(critical) - 1n)).toBe('warning')
        expect(status(at(critical))).toBe('critical')
        expect(status(at(overBudget))).toBe('critical')
        expect(status(at(overBudget) + 1n)).toBe('over_budget')
        expect(status(at(overBudget) - 1n, 'reached')).toBe('critical')
        expect(status(at(overBudget), 'reached')).toBe('over_budget')
      }),
    )
  })

  it('never improves when more is spent, and never gets worse when more is budgeted', () => {
    const more = fc.bigInt({ min: 0n, max: mostUnits(2) })
    fc.assert(
      fc.property(caseArbitrary(), more, ({ scale, budget, spent, thresholds }, extra) => {
        const at = (spentUnits: bigint, budgetUnits: bigint) =>
          rank(statusOf(textOfUnits(spentUnits, scale), textOfUnits(budgetUnits, scale), thresholds))
        expect(at(spent + extra, budget)).toBeGreaterThanOrEqual(at(spent, budget))
        expect(at(spent, budget + extra)).toBeLessThanOrEqual(at(spent, budget))
      }),
    )
  })

  it('does not depend on how many decimals the currency has', () => {
    fc.assert(
      fc.property(caseArbitrary(), ({ scale, budget, spent, thresholds }) => {
        const written = (decimals: number) =>
          statusOf(textOfUnits(spent, decimals), textOfUnits(budget, decimals), thresholds)
        expect(written((scale + 1) % 5)).toBe(written(scale))
      }),
    )
  })

  it('is what the report says of a category, and of the month where there is only one', () => {
    fc.assert(
      fc.property(caseArbitrary(), ({ currency, scale, budget, spent, thresholds }) => {
        const { categories, summary } = computeUtilization({
          month: '2026-02',
          settings: { currency },
          categories: [{ id: 'travel', name: 'Travel' }],
          budgets: [{ categoryId: 'travel', month: '2026-02', amount: textOfUnits(budget, scale) }],
          spending: [{ categoryId: 'travel', spent: textOfUnits(spent, scale), expenseCount: 1 }],
          thresholds,
        })
        const status = statusOf(textOfUnits(spent, scale), textOfUnits(budget, scale), thresholds)
        expect(categories[0]?.status).toBe(status)
        expect(summary.status).toBe(status)
        expect(summary.statusCounts[status]).toBe(1)
      }),
    )
  })

  it.each([
    ['0.00', 'good'],
    ['-12.50', 'good'],
    ['0.01', 'over_budget'],
  ])('of %s against a budget of zero is %s, whatever the thresholds', (spent, status) => {
    fc.assert(
      fc.property(thresholdsArbitrary(), (thresholds) => {
        expect(statusOf(spent, '0.00', thresholds)).toBe(status)
      }),
    )
  })

  it('is good where refunds outweigh what was spent', () => {
    fc.assert(
      fc.property(caseArbitrary(), ({ scale, budget, spent, thresholds }) => {
        const refunded = spent > 0n ? -spent : spent
        const status = statusOf(textOfUnits(refunded, scale), textOfUnits(budget, scale), thresholds)
        expect(status).toBe('good')
      }),
    )
  })

  it('compares thresholds as the decimal numbers that people wrote', () => {
    // As binary fractions, 64.1 % of 1000.00 is a little more than 641.00, and 1.1 % of it a little more than 11.00.
    for (const percent of [0.1, 1.1, 33.3, 64.1, 70.3, 99.9]) {
      const at = (percent * 10).toFixed(2)
      const only = { warning: percent, critical: 100 }
      expect([percent, statusOf(at, '1000.00', only)]).toEqual([percent, 'warning'])
      const below = (percent * 10 - 0.01).toFixed(2)
      expect([percent, statusOf(below, '1000.00', only)]).toEqual([percent, 'good'])
    }
  })
})
