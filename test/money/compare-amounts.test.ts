import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { compareAmounts } from 'budgetbook'
import { mostUnits, textOfUnits } from '../support/exact-decimal.js'
import { anyValueArbitrary } from '../support/hostile-values.js'
import { minorUnitsArbitrary } from '../support/arbitraries/money.js'
import { answers, issueCodesOf, issuesOf } from '../support/refusals.js'

const amounts = fc
  .constantFrom(0, 2, 3, 4)
  .chain((scale) => fc.tuple(fc.constant(scale), minorUnitsArbitrary(scale), minorUnitsArbitrary(scale)))

describe('compareAmounts', () => {
  it('orders as the minor units do', () => {
    fc.assert(
      fc.property(amounts, ([scale, a, b]) => {
        const order = a < b ? -1 : a > b ? 1 : 0
        expect(compareAmounts(textOfUnits(a, scale), textOfUnits(b, scale))).toBe(order)
        expect(compareAmounts(textOfUnits(a, scale), textOfUnits(a, scale))).toBe(0)
      }),
    )
  })

  it('sorts amounts by value where text would not', () => {
    const values = ['1000.00', '900.00', '-5.00', '-40.00', '0.00', '0.01']
    expect([...values].sort(compareAmounts)).toEqual(['-40.00', '-5.00', '0.00', '0.01', '900.00', '1000.00'])
  })

  it('compares value, not spelling', () => {
    expect(compareAmounts('1.5', '1.5000')).toBe(0)
    expect(compareAmounts('-0.00', '0')).toBe(0)
    expect(compareAmounts('0001', '1')).toBe(0)
  })

  it('tells totals apart that are the same double', () => {
    const total = 70_000n * mostUnits(2)
    expect(compareAmounts(textOfUnits(total, 2), textOfUnits(total + 1n, 2))).toBe(-1)
    expect(compareAmounts(textOfUnits(-total, 2), textOfUnits(-total - 1n, 2))).toBe(1)
  })

  it('refuses what no currency has as an amount, on either side', () => {
    expect(issueCodesOf(() => compareAmounts('1.00001', '1'))).toEqual(['too_many_decimals'])
    expect(issueCodesOf(() => compareAmounts('1', '1e3'))).toEqual(['invalid_amount'])
    expect(issueCodesOf(() => compareAmounts('1', 1 as unknown as string))).toEqual(['invalid_type'])
  })

  it('says how many decimals it takes, and speaks of no currency', () => {
    const [issue] = issuesOf(() => compareAmounts('1.00001', '1'))
    expect(issue?.message).toBe('1.00001 has 5 decimals, but at most 4 are allowed; round it yourself first')
  })

  it('compares an amount as an ORM writes it', () => {
    expect(compareAmounts('21.000000000000', '21')).toBe(0)
    expect(compareAmounts('21.000000000000', '21.0001')).toBe(-1)
  })

  it('answers any input with an order or with invalid_input', () => {
    fc.assert(
      fc.property(anyValueArbitrary(), anyValueArbitrary(), (a, b) => {
        const compare = () => compareAmounts(a() as string, b() as string)
        if (answers(compare)) expect([-1, 0, 1]).toContain(compare())
      }),
    )
  })
})
