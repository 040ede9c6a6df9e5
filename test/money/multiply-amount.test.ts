import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { Decimal } from 'decimal.js'
import { convertAmount, multiplyAmount, negateAmount } from 'budgetbook'
import { mostUnits, textOfUnits, unitsOfText } from '../support/exact-decimal.js'
import { currencyArbitrary, minorUnitsArbitrary, minorUnitsOf } from '../support/arbitraries/money.js'
import { issuesOf } from '../support/refusals.js'

const Exact = Decimal.clone({ precision: 200, defaults: true })
const modes = { 'half-even': Exact.ROUND_HALF_EVEN, 'half-up': Exact.ROUND_HALF_UP } as const
const roundings = fc.constantFrom<keyof typeof modes>('half-even', 'half-up')

// Few digits make ties. Twenty decimals are the most that a factor may have.
const factors = fc.oneof(
  fc.constantFrom('0', '1', '-1', '0.5', '-0.5', '1.05', '0.1', `0.${'0'.repeat(19)}1`),
  fc
    .tuple(fc.bigInt({ min: -(10n ** 6n), max: 10n ** 6n }), fc.integer({ min: 0, max: 20 }))
    .map(([digits, decimals]) => new Exact(digits.toString()).div(new Exact(10).pow(decimals)).toFixed()),
)

/** The product as it must come out, or `null` if it has too many digits. */
function expected(units: bigint, factor: string, from: number, to: number, mode: keyof typeof modes) {
  const exact = new Exact(units.toString()).times(factor).times(`1e${to - from}`)
  const rounded = BigInt(exact.toDecimalPlaces(0, modes[mode]).toFixed())
  return rounded <= mostUnits(to) && rounded >= -mostUnits(to) ? textOfUnits(rounded, to) : null
}

function outcome(call: () => string): string | null {
  try {
    return call()
  } catch (error) {
    expect(error).toMatchObject({ details: { issues: [{ code: 'too_many_digits', path: ['amount'] }] } })
    return null
  }
}

describe('multiplyAmount', () => {
  it('is exact but for one rounding, and refuses a product that is not an amount', () => {
    const inputs = currencyArbitrary().chain((currency) =>
      fc.tuple(fc.constant(currency), minorUnitsArbitrary(minorUnitsOf(currency)), factors, roundings),
    )
    fc.assert(
      fc.property(inputs, ([currency, units, factor, mode]) => {
        const scale = minorUnitsOf(currency)
        const product = outcome(() => multiplyAmount(textOfUnits(units, scale), factor, currency, mode))
        expect(product).toBe(expected(units, factor, scale, scale, mode))
      }),
      { numRuns: 1_000 },
    )
  })

  it('rounds half-even by default', () => {
    expect(multiplyAmount('0.25', '0.1', 'USD')).toBe('0.02')
    expect(multiplyAmount('0.25', '0.1', 'USD', 'half-up')).toBe('0.03')
    expect(multiplyAmount('-0.25', '0.1', 'USD', 'half-up')).toBe('-0.03')
    expect(multiplyAmount('-0.01', '0.1', 'USD')).toBe('0.00')
  })

  it('takes text, numbers and Decimals', () => {
    for (const amount of ['10.00', 10, new Decimal(10)])
      for (const factor of ['1.5', 1.5, new Decimal('1.5')])
        expect(multiplyAmount(amount, factor, 'USD')).toBe('15.00')
  })

  it.each([
    [['1.005', 1, 'USD'], 'too_many_decimals', ['amount']],
    [['1', `0.${'0'.repeat(20)}1`, 'USD'], 'too_many_decimals', ['factor']],
    [['1', 'x', 'USD'], 'invalid_amount', ['factor']],
    [['1', Number.NaN, 'USD'], 'invalid_amount', ['factor']],
    [['1', null, 'USD'], 'invalid_type', ['factor']],
    [['9'.repeat(15), 10, 'USD'], 'too_many_digits', ['amount']],
    [['1', 1, 'usd'], 'unknown_currency', ['currency']],
    [['1', 1, 'USD', 'up'], 'invalid_value', ['rounding']],
  ])('refuses %j: %s at %j', (args, code, path) => {
    const call = () => multiplyAmount(...(args as Parameters<typeof multiplyAmount>))
    expect(issuesOf(call)).toMatchObject([{ code, path }])
  })
})

describe('convertAmount', () => {
  it('is exact but for one rounding, to the decimals of the new currency', () => {
    const inputs = fc.tuple(currencyArbitrary(), currencyArbitrary()).chain(([from, to]) =>
      fc.record({
        from: fc.constant(from),
        to: fc.constant(to),
        units: minorUnitsArbitrary(minorUnitsOf(from)),
        rate: factors.filter((factor) => !new Exact(factor).lte(0)),
        rounding: roundings,
      }),
    )
    fc.assert(
      fc.property(inputs, ({ from, to, units, rate, rounding }) => {
        const scales = [minorUnitsOf(from), minorUnitsOf(to)] as const
        const convert = (amount: bigint) =>
          outcome(() => convertAmount(textOfUnits(amount, scales[0]), { from, to, rate, rounding }))
        expect(convert(units)).toBe(expected(units, rate, ...scales, rounding))
        const [back, forth] = [convert(-units), convert(units)]
        if (back !== null && forth !== null)
          expect(unitsOfText(back, scales[1])).toBe(-unitsOfText(forth, scales[1]))
      }),
      { numRuns: 1_000 },
    )
  })

  it.each([
    ['x', { from: 'USD', to: 'EUR', rate: 1 }, 'invalid_amount', ['amount']],
    ['1', { from: 'usd', to: 'EUR', rate: 1 }, 'unknown_currency', ['from']],
    ['1', { from: 'USD', to: 'eur', rate: 1 }, 'unknown_currency', ['to']],
    ['1', { from: 'USD', to: 'EUR', rate: 0 }, 'too_small', ['rate']],
    ['1', { from: 'USD', to: 'EUR', rate: '-1' }, 'too_small', ['rate']],
    ['1', { from: 'USD', to: 'EUR', rate: 1, rounding: 'down' }, 'invalid_value', ['rounding']],
    ['1', { from: 'USD', to: 'EUR' }, 'invalid_type', ['rate']],
    ['1', { from: 'USD', to: 'EUR', rate: 1, round: 'half-up' }, 'unknown_field', ['round']],
    ['1', null, 'invalid_type', []],
  ])('refuses %j with %j: %s at %j', (amount, conversion, code, path) => {
    expect(issuesOf(() => convertAmount(amount, conversion as never))).toMatchObject([{ code, path }])
  })
})

describe('negateAmount', () => {
  it('turns the sign, and zero has none', () => {
    const inputs = currencyArbitrary().chain((currency) =>
      fc.tuple(fc.constant(currency), minorUnitsArbitrary(minorUnitsOf(currency))),
    )
    fc.assert(
      fc.property(inputs, ([currency, units]) => {
        const scale = minorUnitsOf(currency)
        expect(negateAmount(textOfUnits(units, scale), currency)).toBe(textOfUnits(-units, scale))
      }),
    )
  })

  it('refuses what is not an amount of the currency', () => {
    expect(issuesOf(() => negateAmount('1.005', 'USD'))).toMatchObject([
      { code: 'too_many_decimals', path: ['amount'] },
    ])
  })
})
