import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { compareAmounts, splitAmount, sumAmounts, type AmountInput } from 'budgetbook'
import { textOfUnits } from '../support/exact-decimal.js'
import { anyValueArbitrary, makerOf } from '../support/hostile-values.js'
import { currencyArbitrary, minorUnitsArbitrary, minorUnitsOf } from '../support/arbitraries/money.js'
import { answers, issueCodesOf, issuesOf } from '../support/refusals.js'

/** `digits / 10 ** decimals`, which a double of so few digits prints as it was written. */
interface Weight {
  readonly digits: number
  readonly decimals: number
}

const numberOf = ({ digits, decimals }: Weight): number => Number(`${digits}e-${decimals}`)

const weightArbitrary = fc.oneof(
  fc.record({ digits: fc.integer({ min: 0, max: 3 }), decimals: fc.constant(0) }),
  fc.record({ digits: fc.integer({ min: 0, max: 20 }), decimals: fc.integer({ min: 1, max: 2 }) }),
  fc.record({ digits: fc.integer({ min: 0, max: 999_999_999 }), decimals: fc.integer({ min: 0, max: 6 }) }),
)
const weightsArbitrary = fc
  .array(weightArbitrary, { minLength: 1, maxLength: 12 })
  .filter((weights) => weights.some(({ digits }) => digits > 0))

const splits = currencyArbitrary().chain((currency) =>
  fc.record({
    currency: fc.constant(currency),
    scale: fc.constant(minorUnitsOf(currency)),
    units: fc.oneof(minorUnitsArbitrary(minorUnitsOf(currency)), fc.bigInt({ min: -20n, max: 20n })),
    weights: weightsArbitrary,
  }),
)

/** Gives the whole units out first, and then one unit after the other to whoever is furthest below the exact share. */
function splitOneByOne(units: bigint, weights: readonly Weight[]): bigint[] {
  const shares = weights.map(({ digits, decimals }) => BigInt(digits) * 10n ** BigInt(6 - decimals))
  const whole = shares.reduce((sum, share) => sum + share, 0n)
  const size = units < 0n ? -units : units
  const parts = shares.map((share) => (size * share - ((size * share) % whole)) / whole)
  for (;;) {
    if (parts.reduce((sum, part) => sum + part, 0n) === size) break
    const lacking = parts.map((part, index) => size * shares[index]! - part * whole)
    let neediest = 0
    for (const [index, lack] of lacking.entries()) if (lack > lacking[neediest]!) neediest = index
    parts[neediest]! += 1n
  }
  return units < 0n ? parts.map((part) => -part) : parts
}

describe('splitAmount', () => {
  it('gives parts that add up to the whole', () => {
    fc.assert(
      fc.property(splits, ({ currency, scale, units, weights }) => {
        const total = textOfUnits(units, scale)
        const parts = splitAmount(total, weights.map(numberOf), currency)
        expect(parts).toHaveLength(weights.length)
        expect(sumAmounts(parts, currency)).toBe(total)
      }),
    )
  })

  it('gives each part by largest remainder, to the earlier one among equals', () => {
    fc.assert(
      fc.property(splits, ({ currency, scale, units, weights }) => {
        const parts = splitAmount(textOfUnits(units, scale), weights.map(numberOf), currency)
        expect(parts).toEqual(splitOneByOne(units, weights).map((part) => textOfUnits(part, scale)))
      }),
      { numRuns: 1_000 },
    )
  })

  it('splits a negative total like the positive one, mirrored', () => {
    fc.assert(
      fc.property(splits, ({ currency, scale, units, weights }) => {
        const split = (total: bigint) =>
          splitAmount(textOfUnits(total, scale), weights.map(numberOf), currency)
        for (const [index, part] of split(units).entries()) {
          expect(sumAmounts([part, split(-units)[index]!], currency)).toBe(textOfUnits(0n, scale))
        }
      }),
    )
  })

  it('gives nothing for a weight of zero', () => {
    fc.assert(
      fc.property(splits, ({ currency, scale, units, weights }) => {
        const parts = splitAmount(textOfUnits(units, scale), weights.map(numberOf), currency)
        for (const [index, part] of parts.entries()) {
          if (weights[index]?.digits === 0) expect(compareAmounts(part, '0')).toBe(0)
        }
      }),
    )
  })

  it('looks at the proportions of the weights only', () => {
    fc.assert(
      fc.property(splits, fc.integer({ min: 2, max: 9 }), ({ currency, scale, units, weights }, factor) => {
        const total = textOfUnits(units, scale)
        const larger = weights.map(({ digits, decimals }) => numberOf({ digits: digits * factor, decimals }))
        expect(splitAmount(total, larger, currency)).toEqual(
          splitAmount(total, weights.map(numberOf), currency),
        )
      }),
    )
  })

  it.each([
    ['100.00', [1, 1, 1], 'USD', ['33.34', '33.33', '33.33']],
    ['-100.00', [1, 1, 1], 'USD', ['-33.34', '-33.33', '-33.33']],
    ['0.02', [1, 1, 1], 'USD', ['0.01', '0.01', '0.00']],
    ['-0.01', [1, 1], 'USD', ['-0.01', '0.00']],
    ['0', [1, 2], 'USD', ['0.00', '0.00']],
    ['5', [0, 0.000001], 'USD', ['0.00', '5.00']],
    ['1000', [1, 2, 4], 'JPY', ['143', '286', '571']],
    ['0.001', [1, 3], 'KWD', ['0.000', '0.001']],
    ['0.01', [0.1, 0.2], 'USD', ['0.00', '0.01']],
    ['1', [-0, 1], 'USD', ['0.00', '1.00']],
    ['1', [1e20, 1e20], 'USD', ['0.50', '0.50']],
  ])('splits %s by %j in %s into %j', (total, weights, currency, parts) => {
    expect(splitAmount(total, weights, currency)).toEqual(parts)
  })

  it('reads weights as the decimals that they print as, not as doubles', () => {
    // As doubles, 0.1 + 0.2 is more than 0.3, so the last unit would go to the others.
    expect(splitAmount('0.03', [0.1, 0.2, 0.3], 'USD')).toEqual(splitAmount('0.03', [1, 2, 3], 'USD'))
    expect(splitAmount('999999999999999.99', [0.1, 0.2, 0.7], 'USD')).toEqual([
      '100000000000000.00',
      '200000000000000.00',
      '699999999999999.99',
    ])
  })

  it('splits among a thousand, and does not change the weights', () => {
    const weights = Object.freeze(Array<number>(1_000).fill(0.1))
    const parts = splitAmount('999999999999999.99', weights, 'USD')
    expect(sumAmounts(parts, 'USD')).toBe('999999999999999.99')
    expect(new Set(parts)).toEqual(new Set(['1000000000000.00', '999999999999.99']))
    expect(parts.at(-1)).toBe('999999999999.99')
    expect(parts.filter((part) => part === '999999999999.99')).toHaveLength(1)
  })

  it('takes a number as total, and any iterable of weights', () => {
    expect(splitAmount(0.05, new Set([2, 3]) as unknown as number[], 'USD')).toEqual(['0.02', '0.03'])
  })

  it.each([
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -1,
    -0.5,
    1e-7,
    1e21,
    '1',
    null,
    undefined,
    1n,
    Symbol('1'),
    {},
    Object(1),
  ])('refuses %s as a weight, and says which', (weight) => {
    const weights = [1, weight as number, 1]
    expect(issuesOf(() => splitAmount('1', weights, 'USD'))).toMatchObject([
      { code: 'invalid_value', path: ['weights', 1], message: expect.stringMatching(/^A weight/) as string },
    ])
  })

  it('refuses weights that come to nothing', () => {
    const wanted = [{ code: 'too_small', path: ['weights'] }]
    expect(issuesOf(() => splitAmount('1', [], 'USD'))).toMatchObject(wanted)
    expect(issuesOf(() => splitAmount('1', [0, 0], 'USD'))).toMatchObject(wanted)
    expect(issuesOf(() => splitAmount('0', [0], 'USD'))).toMatchObject(wanted)
  })

  it.each([undefined, null, 3, '111', {}])('refuses %o as weights', (weights) => {
    expect(issuesOf(() => splitAmount('1', weights as number[], 'USD'))).toMatchObject([
      { code: 'invalid_type', path: ['weights'] },
    ])
  })

  it('refuses a total that is not an amount of the currency', () => {
    expect(issuesOf(() => splitAmount('1.005', [1], 'USD'))).toMatchObject([
      { code: 'too_many_decimals', path: ['total'] },
    ])
    expect(issueCodesOf(() => splitAmount('1', [1], 'EURO'))).toEqual(['unknown_currency'])
  })

  it('answers any input with amounts or with invalid_input', () => {
    const weights = fc.oneof(
      fc.array(anyValueArbitrary()).map((makers) => () => makers.map((make) => make())),
      anyValueArbitrary(),
    )
    const currency = fc.oneof(currencyArbitrary().map(makerOf), anyValueArbitrary())
    fc.assert(
      fc.property(anyValueArbitrary(), weights, currency, (total, list, code) => {
        const split = () => splitAmount(total() as AmountInput, list() as number[], code() as string)
        if (answers(split)) for (const part of split()) expect(part).toMatch(/^-?\d+(\.\d+)?$/)
      }),
      { numRuns: 500 },
    )
  })
})
