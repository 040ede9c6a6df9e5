import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { splitAmount } from 'budgetbook'
import { splitUnits, wholeWeights } from '../../../src/planning/recurring/split-units.js'
import { currencyArbitrary, minorUnitsArbitrary, minorUnitsOf } from '../../support/arbitraries/money.js'
import { textOfUnits } from '../../support/exact-decimal.js'

const weights = fc
  .array(
    fc.oneof(
      fc.constantFrom(0, 1, 2, 0.1, 0.2, 0.3, 1 / 3, 0.000001, 123_456_789.5, 999_999_999_999_999_900_000),
      fc.nat(20),
      fc.nat(10_000).map((hundredths) => hundredths / 100),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .filter((list) => list.some((weight) => weight > 0))

describe('splitUnits', () => {
  it('splits as splitAmount does', () => {
    fc.assert(
      fc.property(
        currencyArbitrary().chain((currency) => {
          const units = fc.oneof(
            minorUnitsArbitrary(minorUnitsOf(currency)),
            fc.bigInt({ min: -20n, max: 20n }),
          )
          return fc.record({ currency: fc.constant(currency), units })
        }),
        weights,
        ({ currency, units }, list) => {
          const scale = minorUnitsOf(currency)
          const parts = splitUnits(units, wholeWeights(list.map(String)))
          expect(parts.map((part) => textOfUnits(part, scale))).toEqual(
            splitAmount(textOfUnits(units, scale), list, currency),
          )
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('gives the earlier of equals the unit that is left over', () => {
    expect(splitUnits(10n, [1n, 1n, 1n])).toEqual([4n, 3n, 3n])
    expect(splitUnits(-11n, [1n, 1n, 1n])).toEqual([-4n, -4n, -3n])
    expect(splitUnits(1n, [0n, 5n, 5n])).toEqual([0n, 1n, 0n])
    expect(splitUnits(0n, [0n, 7n])).toEqual([0n, 0n])
  })
})
