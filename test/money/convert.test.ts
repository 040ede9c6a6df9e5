import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { Decimal } from 'decimal.js'
import type { AmountInput } from 'budgetbook'
import type { Amount } from '../../src/money/amount.js'
import { converter } from '../../src/money/convert.js'
import type { ConversionRounding } from '../../src/money/factor.js'
import { parseCurrency } from '../../src/money/currency.js'
import { textOfUnits, unitsOfText } from '../support/exact-decimal.js'
import { minorUnitsArbitrary } from '../support/arbitraries/money.js'
import { issueCodesOf, issuesOf } from '../support/refusals.js'

// Enough digits for the product of any amount and any rate, so that only toDecimalPlaces rounds.
const Exact = Decimal.clone({ precision: 200, defaults: true })

const roundings = { 'half-even': Exact.ROUND_HALF_EVEN, 'half-up': Exact.ROUND_HALF_UP }

const currencies = { 0: 'JPY', 2: 'USD', 3: 'KWD', 4: 'CLF' } as const
type Scale = keyof typeof currencies

/** The converter of minor units. */
function unitsConverter(
  rate: AmountInput,
  { from, to }: { readonly from: number; readonly to: number },
  rounding: ConversionRounding,
): (units: bigint) => bigint {
  const convert = converter(rate, parseCurrency(currencies[to as Scale]), rounding)
  return (units) => {
    const converted = convert(textOfUnits(units, from) as Amount)
    expect(textOfUnits(unitsOfText(converted, to), to)).toBe(converted)
    return unitsOfText(converted, to)
  }
}

const scaleArbitrary = fc.constantFrom(0, 2, 3, 4)
const roundingArbitrary = fc.constantFrom<ConversionRounding>('half-even', 'half-up')

// Rates with few digits make ties; rates with 20 decimals and with 15 integer digits are the ends.
const rateArbitrary = fc.oneof(
  fc.constantFrom('1', '0.5', '0.05', '0.25', '10', '100', '0.01', '83.125'),
  fc.constantFrom(`0.${'0'.repeat(19)}1`, '9'.repeat(15), `${'9'.repeat(15)}.${'9'.repeat(20)}`),
  fc
    .tuple(fc.bigInt({ min: 1n, max: 10n ** 15n - 1n }), fc.integer({ min: 0, max: 20 }))
    .map(([digits, decimals]) => new Exact(digits.toString()).div(new Exact(10).pow(decimals)).toFixed()),
)

const conversions = fc.record({
  rate: rateArbitrary,
  from: scaleArbitrary,
  to: scaleArbitrary,
  rounding: roundingArbitrary,
  a: minorUnitsArbitrary(4),
  b: minorUnitsArbitrary(4),
})

describe('converter', () => {
  it('is exact but for one rounding to the minor unit', () => {
    fc.assert(
      fc.property(conversions, ({ rate, from, to, rounding, a }) => {
        const exact = new Exact(a.toString()).times(rate).times(`1e${to}`).times(`1e-${from}`)
        const expected = exact.toDecimalPlaces(0, roundings[rounding]).toFixed().replace(/^-0$/, '0')
        expect(unitsConverter(rate, { from, to }, rounding)(a).toString()).toBe(expected)
      }),
      { numRuns: 1_000 },
    )
  })

  it('converts a refund like an expense, mirrored', () => {
    fc.assert(
      fc.property(conversions, ({ rate, from, to, rounding, a }) => {
        const convert = unitsConverter(rate, { from, to }, rounding)
        expect(convert(-a)).toBe(-convert(a))
      }),
    )
  })

  it('never makes the smaller of two amounts the larger', () => {
    fc.assert(
      fc.property(conversions, ({ rate, from, to, rounding, a, b }) => {
        const convert = unitsConverter(rate, { from, to }, rounding)
        const [less, more] = a < b ? [a, b] : [b, a]
        expect(convert(less) <= convert(more)).toBe(true)
      }),
    )
  })

  it('changes nothing at a rate of one', () => {
    fc.assert(
      fc.property(conversions, ({ from, rounding, a }) => {
        expect(unitsConverter(1, { from, to: from }, rounding)(a)).toBe(a)
      }),
    )
  })

  it.each([
    [1n, '0.5', 0n, 1n],
    [3n, '0.5', 2n, 2n],
    [5n, '0.5', 2n, 3n],
    [-1n, '0.5', 0n, -1n],
    [-5n, '0.5', -2n, -3n],
    [5n, '0.50000000000000000001', 3n, 3n],
    [5n, '0.49999999999999999999', 2n, 2n],
    [0n, '0.5', 0n, 0n],
  ])('takes %d units at %s to %d by half-even and to %d by half-up', (units, rate, halfEven, halfUp) => {
    expect(unitsConverter(rate, { from: 2, to: 2 }, 'half-even')(units)).toBe(halfEven)
    expect(unitsConverter(rate, { from: 2, to: 2 }, 'half-up')(units)).toBe(halfUp)
  })

  it('takes a rate as text, number or Decimal', () => {
    for (const rate of ['0.85', 0.85, new Decimal('0.85')]) {
      expect(unitsConverter(rate, { from: 2, to: 3 }, 'half-even')(10_00n)).toBe(8_500n)
    }
  })

  it.each([
    ['0', 'too_small'],
    ['-0', 'too_small'],
    ['-1', 'too_small'],
    [0, 'too_small'],
    [`0.${'0'.repeat(20)}1`, 'too_many_decimals'],
    ['1'.repeat(16), 'too_many_digits'],
    [1 / 3, 'too_many_digits'],
    [1e-21, 'too_many_decimals'],
    ['1e3', 'invalid_amount'],
    ['', 'invalid_amount'],
    [Number.NaN, 'invalid_amount'],
    [Number.POSITIVE_INFINITY, 'invalid_amount'],
    [null as unknown as string, 'invalid_type'],
  ])('refuses %o as a rate: %s', (rate, code) => {
    expect(issueCodesOf(() => unitsConverter(rate, { from: 2, to: 2 }, 'half-even'))).toEqual([code])
  })

  it('takes zeros behind the last decimal that a rate may have', () => {
    expect(unitsConverter(`0.5${'0'.repeat(30)}`, { from: 2, to: 2 }, 'half-up')(10n)).toBe(5n)
  })

  it('says what a rate may have, and speaks of no currency', () => {
    const [issue] = issuesOf(() => unitsConverter(`0.${'0'.repeat(20)}1`, { from: 2, to: 2 }, 'half-up'))
    expect(issue?.message).toBe('A rate has at most 20 decimals. Round it first')
    expect(issue?.params).toEqual({ decimals: 21, scale: 20 })
  })

  it('converts a total of 40 digits exactly', () => {
    const convert = converter(`${'9'.repeat(15)}.${'9'.repeat(20)}`, parseCurrency('CLF'), 'half-even')
    const total = '9'.repeat(40) as Amount
    expect(convert(total)).toBe(new Exact(total).times(`${'9'.repeat(15)}.${'9'.repeat(20)}`).toFixed(4))
  })

  it('takes the smallest rate that a number can be written as', () => {
    expect(unitsConverter(1e-20, { from: 0, to: 4 }, 'half-up')(10n ** 16n)).toBe(1n)
  })
})
