import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { computeUtilization } from 'budgetbook'
import { mostUnits, textOfUnits } from '../support/exact-decimal.js'
import { currencyArbitrary, minorUnitsArbitrary, minorUnitsOf } from '../support/arbitraries/money.js'
import { plainInputArbitrary } from '../support/arbitraries/utilization.js'

function complianceOf(currency: string, budgets: readonly string[], monthlyLimit: string | null) {
  return computeUtilization({
    month: '2026-02',
    settings: { currency, monthlyLimit },
    categories: budgets.map((_, index) => ({ id: String(index), name: `Category ${index}` })),
    budgets: budgets.map((amount, index) => ({ categoryId: String(index), month: '2026-02', amount })),
    spending: [],
  }).compliance
}

describe('compliance', () => {
  it('keeps to a limit that the budgets reach, and exceeds it from one minor unit above', () => {
    const limits = currencyArbitrary().chain((currency) => {
      const scale = minorUnitsOf(currency)
      const limit = minorUnitsArbitrary(scale).map((units) => (units < 0n ? -units : units))
      return fc.record({ currency: fc.constant(currency), scale: fc.constant(scale), limit })
    })
    fc.assert(
      fc.property(limits, fc.bigInt({ min: 1n, max: mostUnits(0) }), ({ currency, scale, limit }, above) => {
        const text = (units: bigint) => textOfUnits(units, scale)
        expect(complianceOf(currency, [text(limit), text(0n)], text(limit))).toStrictEqual({
          monthlyLimit: text(limit),
          totalBudget: text(limit),
          exceedsLimit: false,
          overage: text(0n),
          message: null,
        })
        for (const overage of [1n, above]) {
          expect(complianceOf(currency, [text(limit), text(overage)], text(limit))).toStrictEqual({
            monthlyLimit: text(limit),
            totalBudget: text(limit + overage),
            exceedsLimit: true,
            overage: text(overage),
            message:
              `Combined category budgets (${text(limit + overage)}) exceed ` +
              `monthly limit (${text(limit)}) by ${text(overage)}`,
          })
        }
      }),
    )
  })

  it('writes the limit at the scale of the currency, however it was written', () => {
    expect(complianceOf('USD', ['8000'], '5000')).toStrictEqual({
      monthlyLimit: '5000.00',
      totalBudget: '8000.00',
      exceedsLimit: true,
      overage: '3000.00',
      message: 'Combined category budgets (8000.00) exceed monthly limit (5000.00) by 3000.00',
    })
  })

  it('exceeds a limit of zero with any budget above zero', () => {
    expect(complianceOf('JPY', ['0'], '0')).toMatchObject({ exceedsLimit: false, message: null })
    expect(complianceOf('JPY', ['1'], '0')).toMatchObject({
      overage: '1',
      message: 'Combined category budgets (1) exceed monthly limit (0) by 1',
    })
  })

  it('never exceeds a limit that there is not', () => {
    fc.assert(
      fc.property(plainInputArbitrary(), (input) => {
        const settings = { ...input.settings, monthlyLimit: null }
        const { compliance, summary } = computeUtilization({ ...input, settings })
        const overage = textOfUnits(0n, minorUnitsOf(settings.currency))
        const { totalBudget } = summary
        const within = { monthlyLimit: null, totalBudget, exceedsLimit: false, overage, message: null }
        expect(compliance).toStrictEqual(within)
      }),
    )
  })

  it('is about budgets and never about spending', () => {
    fc.assert(
      fc.property(plainInputArbitrary(), (input) => {
        const { compliance } = computeUtilization(input)
        expect(computeUtilization({ ...input, expenses: [] }).compliance).toStrictEqual(compliance)
      }),
    )
  })
})
