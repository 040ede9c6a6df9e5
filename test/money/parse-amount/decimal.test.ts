import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { Decimal } from 'decimal.js'
import { parseAmount, type AmountInput } from 'budgetbook'
import { amountArbitrary, currencyArbitrary } from '../../support/arbitraries/money.js'
import { issueCodesOf } from '../../support/refusals.js'

const anyAmount = currencyArbitrary().chain((currency) =>
  fc.tuple(amountArbitrary(currency), fc.constant(currency)),
)

describe('parseAmount with a Decimal', () => {
  const commonJs = createRequire(import.meta.url)('decimal.js') as { Decimal: typeof Decimal }
  const kinds: Record<string, typeof Decimal> = {
    'the ES module': Decimal,
    'the CommonJS copy': commonJs.Decimal,
    'a clone that prints exponents': Decimal.clone({ toExpPos: 0, toExpNeg: 0 }),
    'a clone of little precision': commonJs.Decimal.clone({ precision: 1, toExpPos: 3, toExpNeg: -1 }),
  }

  it.each(Object.entries(kinds))('reads those of %s', (_kind, AnyDecimal) => {
    fc.assert(
      fc.property(
        anyAmount,
        ([amount, currency]) => parseAmount(new AnyDecimal(amount), currency) === amount,
      ),
    )
  })

  it('has copies to test with that do not know each other', () => {
    expect(new Decimal(1) instanceof commonJs.Decimal).toBe(false)
  })

  it.each(Object.entries(kinds))('refuses those of %s that are not an amount', (_kind, AnyDecimal) => {
    const codesOf = (text: string) => issueCodesOf(() => parseAmount(new AnyDecimal(text), 'USD'))
    expect(codesOf('10.005')).toEqual(['too_many_decimals'])
    expect(codesOf('1e-25')).toEqual(['too_many_decimals'])
    expect(codesOf('1e-9000000000000000')).toEqual(['too_many_decimals'])
    expect(codesOf('1e15')).toEqual(['too_many_digits'])
    expect(codesOf('1e9000000000000000')).toEqual(['too_many_digits'])
    expect(codesOf('NaN')).toEqual(['invalid_amount'])
    expect(codesOf('Infinity')).toEqual(['invalid_amount'])
    expect(codesOf('-Infinity')).toEqual(['invalid_amount'])
  })

  it.each(Object.entries(kinds))('reads the negative zero of %s as zero', (_kind, AnyDecimal) => {
    expect(parseAmount(new AnyDecimal(-0), 'USD')).toBe('0.00')
  })
})

describe('parseAmount with something that says it is a Decimal', () => {
  const parseWriting = (written: unknown, e = 0) => {
    const input = { [Symbol.toStringTag]: 'Decimal', e, toFixed: () => written, toExponential: () => written }
    return () => parseAmount(input as unknown as AmountInput, 'USD')
  }

  it('reads what it writes', () => {
    expect(parseWriting('12.5')()).toBe('12.50')
    expect(parseWriting('-1200.000')()).toBe('-1200.00')
    expect(parseWriting(12.5)()).toBe('12.50')
  })

  it.each(['', 'x1', '1e+2', '--1', '1.', ' 1', undefined, null, {}])(
    'refuses it where it writes %j',
    (written) => {
      expect(issueCodesOf(parseWriting(written))).toEqual(['invalid_amount'])
    },
  )

  it('does not ask it to write out a huge exponent', () => {
    const input = {
      [Symbol.toStringTag]: 'Decimal',
      e: 41,
      toFixed: () => expect.fail('It would be as long as the exponent says'),
    }
    expect(issueCodesOf(() => parseAmount(input as unknown as AmountInput, 'USD'))).toEqual([
      'too_many_digits',
    ])
  })
})
