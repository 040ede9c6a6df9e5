import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { subtractAmounts, sumAmounts } from 'budgetbook'
import { mostUnits, textOfUnits } from '../support/exact-decimal.js'
import { anyValueArbitrary, makerOf } from '../support/hostile-values.js'
import { currencyArbitrary, minorUnitsArbitrary, minorUnitsOf } from '../support/arbitraries/money.js'
import { answers, issueCodesOf } from '../support/refusals.js'

const pairs = currencyArbitrary().chain((currency) => {
  const units = minorUnitsArbitrary(minorUnitsOf(currency))
  return fc.tuple(fc.constant(currency), units, units)
})

describe('subtractAmounts', () => {
  it('is the difference of the minor units', () => {
    fc.assert(
      fc.property(pairs, ([currency, a, b]) => {
        const scale = minorUnitsOf(currency)
        const difference = subtractAmounts(textOfUnits(a, scale), textOfUnits(b, scale), currency)
        expect(difference).toBe(textOfUnits(a - b, scale))
      }),
    )
  })

  it('undoes an addition, of totals too', () => {
    const total = textOfUnits(70_000n * mostUnits(2), 2)
    expect(subtractAmounts(sumAmounts([total, '0.01'], 'USD'), total, 'USD')).toBe('0.01')
    expect(subtractAmounts('0.01', sumAmounts([total, '0.01'], 'USD'), 'USD')).toBe(`-${total}`)
  })

  it('gives zero, not negative zero', () => {
    expect(subtractAmounts('-1.00', '-1.00', 'USD')).toBe('0.00')
    expect(subtractAmounts('0', '0', 'JPY')).toBe('0')
  })

  it('refuses what is not an amount of the currency, on either side', () => {
    expect(issueCodesOf(() => subtractAmounts('1.005', '1', 'USD'))).toEqual(['too_many_decimals'])
    expect(issueCodesOf(() => subtractAmounts('1', '1.005', 'USD'))).toEqual(['too_many_decimals'])
    expect(issueCodesOf(() => subtractAmounts('', '1', 'USD'))).toEqual(['invalid_amount'])
    expect(issueCodesOf(() => subtractAmounts('1', '1', 'EURO'))).toEqual(['unknown_currency'])
  })

  it('answers any input with an amount or with invalid_input', () => {
    const currency = fc.oneof(currencyArbitrary().map(makerOf), anyValueArbitrary())
    fc.assert(
      fc.property(anyValueArbitrary(), anyValueArbitrary(), currency, (a, b, code) => {
        const subtract = () => subtractAmounts(a() as string, b() as string, code() as string)
        if (answers(subtract)) expect(subtract()).toMatch(/^-?\d+(\.\d+)?$/)
      }),
    )
  })
})
