import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { Decimal } from 'decimal.js'
import { parseAmount } from 'budgetbook'
import { textOfUnits } from '../../support/exact-decimal.js'
import { currencyArbitrary, minorUnitsOf } from '../../support/arbitraries/money.js'
import { answers, issueCodesOf, issuesOf } from '../../support/refusals.js'

describe('parseAmount with numbers', () => {
  it('reads every number of up to 15 significant digits as the decimal that it prints as', () => {
    const fifteenDigits = fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n })
    const anyNumber = currencyArbitrary().chain((currency) =>
      fc
        .oneof(fifteenDigits, fc.bigInt({ min: -999n, max: 999n }))
        .map((units): [string, string] => [textOfUnits(units, minorUnitsOf(currency)), currency]),
    )
    fc.assert(
      fc.property(anyNumber, ([text, currency]) => parseAmount(Number(text), currency) === text),
      { numRuns: 1_000 },
    )
  })

  it('says of any number what exact decimals say of the text it prints as', () => {
    const Exact = Decimal.clone({ precision: 400, defaults: true })
    const number = fc.oneof(fc.double(), fc.double({ min: -1e17, max: 1e17 }), fc.float(), fc.integer())
    const expected = (value: number, scale: number): string => {
      const exact = new Exact(String(value))
      if (!exact.isFinite()) return 'invalid_amount'
      if (exact.decimalPlaces() > scale) return 'too_many_decimals'
      return exact.precision(true) > 15 ? 'too_many_digits' : exact.toFixed(scale)
    }
    fc.assert(
      fc.property(number, currencyArbitrary(), (value, currency) => {
        const parse = () => parseAmount(value, currency)
        const wanted = expected(value, minorUnitsOf(currency)).replace(/^-(?=0(\.0+)?$)/, '')
        expect(answers(parse) ? parse() : issueCodesOf(parse)[0]).toBe(wanted)
      }),
      { numRuns: 1_000 },
    )
  })

  it.each([
    [0.1 + 0.2, 'too_many_decimals'],
    [10.005, 'too_many_decimals'],
    [1e-7, 'too_many_decimals'],
    [Number.MIN_VALUE, 'too_many_decimals'],
    [1_234_567_890_123.125, 'too_many_decimals'],
    [12_345_678_901_234.56, 'too_many_digits'],
    [Number.MAX_SAFE_INTEGER, 'too_many_digits'],
    [1e15, 'too_many_digits'],
    [1e21, 'too_many_digits'],
    [Number.MAX_VALUE, 'too_many_digits'],
    [Number.NaN, 'invalid_amount'],
    [Number.POSITIVE_INFINITY, 'invalid_amount'],
    [Number.NEGATIVE_INFINITY, 'invalid_amount'],
  ])('refuses %d in USD: %s', (number, code) => {
    expect(issuesOf(() => parseAmount(number, 'USD'))).toMatchObject([{ code, path: ['input'] }])
  })

  it('says the limit that a number is beyond', () => {
    for (const number of [1e15, 1e21, Number.MAX_VALUE, 12_345_678_901_234.56]) {
      expect(issuesOf(() => parseAmount(number, 'USD'))).toMatchObject([{ params: { maximum: 15 } }])
    }
  })

  it.each([
    [-0, '0.00'],
    [-0.01, '-0.01'],
    [100, '100.00'],
    [9_999_999_999_999.99, '9999999999999.99'],
    [999_999_999_999_999, '999999999999999.00'],
  ])('reads %d in USD as %j', (number, amount) => {
    expect(parseAmount(number, 'USD')).toBe(amount)
  })

  it('tells whoever passes too precise a number what to pass instead', () => {
    const [issue] = issuesOf(() => parseAmount(12_345_678_901_234.56, 'USD'))
    expect(issue).toMatchObject({ params: { maximum: 15 } })
    expect(issue?.message).toContain('Pass text')
  })
})
