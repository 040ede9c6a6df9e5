import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { Decimal } from 'decimal.js'
import { parseAmount, type AmountInput } from 'budgetbook'
import { textOfUnits } from '../support/exact-decimal.js'
import { anyValueArbitrary, makerOf } from '../support/hostile-values.js'
import { amountArbitrary, currencyArbitrary, minorUnitsOf } from '../support/money-arbitraries.js'
import { answers, issueCodesOf, issuesOf, refusalOf } from '../support/refusals.js'

const anyAmount = currencyArbitrary().chain((currency) =>
  fc.tuple(amountArbitrary(currency), fc.constant(currency)),
)

describe('parseAmount with text', () => {
  it('leaves canonical text as it is', () => {
    fc.assert(fc.property(anyAmount, ([amount, currency]) => parseAmount(amount, currency) === amount))
  })

  it.each([
    ['1500', 'USD', '1500.00'],
    ['1500', 'JPY', '1500'],
    ['1.5', 'KWD', '1.500'],
    ['1.5', 'CLF', '1.5000'],
    ['-12.5', 'USD', '-12.50'],
    ['0', 'USD', '0.00'],
    ['-0', 'USD', '0.00'],
    ['-0.00', 'USD', '0.00'],
    ['-0', 'JPY', '0'],
    ['0.01', 'USD', '0.01'],
    ['-0.01', 'USD', '-0.01'],
    ['007.50', 'USD', '7.50'],
    [`${'0'.repeat(35)}12.50`, 'USD', '12.50'],
    ['999999999999999.9999', 'UYW', '999999999999999.9999'],
    ['1', 'HRK', '1.00'],
    ['1', 'ITL', '1'],
  ])('reads %j in %s as %j', (text, currency, amount) => {
    expect(parseAmount(text, currency)).toBe(amount)
  })

  it.each([
    ...['', ' ', '-', '.', '-.', '1.', '.5', '-.5', '+5', '--5', '5-', '(5)', '1.2.3', '1..2', '1.-2'],
    ...[
      '1e3',
      '1E3',
      '1e-2',
      '0x10',
      '0b1',
      '0o7',
      '1n',
      '1_000',
      '1,000',
      '1,5',
      "1'000",
      '1 000',
      '1\u00A0000',
    ],
    ...[
      ' 5',
      '5 ',
      '5\n',
      '\t5',
      '5\0',
      '$5',
      '5 USD',
      '50%',
      'NaN',
      'Infinity',
      '-Infinity',
      'null',
      'true',
    ],
    ...['١٢', '१२', '５', '½', '−5', '1/2', '[object Object]'],
  ])('refuses %j: not a plain decimal number', (text) => {
    expect(issueCodesOf(() => parseAmount(text, 'USD'))).toEqual(['invalid_amount'])
    expect(issueCodesOf(() => parseAmount(text, 'JPY'))).toEqual(['invalid_amount'])
  })

  it('takes exactly what the grammar of plain decimals allows', () => {
    const text = fc.string({ unit: fc.constantFrom(...'0123456789.-+e_, x٣'.split('')), maxLength: 8 })
    fc.assert(
      fc.property(text, (input) => {
        const plain = /^-?[0-9]+(\.[0-9]{1,4})?$/.test(input)
        expect(answers(() => parseAmount(input, 'UYW'))).toBe(plain)
      }),
      { numRuns: 1_000 },
    )
  })

  it.each([
    ['10.005', 'USD', 3],
    ['10.000', 'USD', 3],
    ['1.0', 'JPY', 1],
    ['0.0001', 'KWD', 4],
    ['0.00001', 'CLF', 5],
    ['1234567890123456.005', 'USD', 3],
  ])('says that %s has too many decimals for %s', (text, currency, decimals) => {
    const [issue] = issuesOf(() => parseAmount(text, currency))
    expect(issue).toMatchObject({
      code: 'too_many_decimals',
      path: [],
      params: { decimals, scale: minorUnitsOf(currency) },
    })
    expect(issue?.message).toContain(`${decimals} decimals`)
  })

  it('takes 15 integer digits and no more, whatever the decimals', () => {
    const most = '9'.repeat(15)
    fc.assert(
      fc.property(currencyArbitrary(), fc.constantFrom('', '-'), (currency, sign) => {
        expect(parseAmount(sign + most, currency).split('.')[0]).toBe(sign + most)
        const issues = issuesOf(() => parseAmount(`${sign}1${'0'.repeat(15)}`, currency))
        expect(issues).toMatchObject([{ code: 'too_many_digits', path: [], params: { maximum: 15 } }])
      }),
    )
  })

  it('refuses text of a thousand digits without repeating it', () => {
    const error = refusalOf(() => parseAmount('1'.repeat(1_000), 'USD'))
    expect(error.details.issues.map(({ code }) => code)).toEqual(['too_many_digits'])
    expect(error.message.length).toBeLessThan(100)
  })
})

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
    expect(issueCodesOf(() => parseAmount(number, 'USD'))).toEqual([code])
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
    expect(issue?.message).toContain('pass text')
  })
})

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

  it.each(Object.entries(kinds))('refuses those of %s that are no amount', (_kind, AnyDecimal) => {
    const codesOf = (text: string) => issueCodesOf(() => parseAmount(new AnyDecimal(text), 'USD'))
    expect(codesOf('10.005')).toEqual(['too_many_decimals'])
    expect(codesOf('1e-25')).toEqual(['too_many_decimals'])
    expect(codesOf('1e-9000')).toEqual(['too_many_decimals'])
    expect(codesOf('1e15')).toEqual(['too_many_digits'])
    expect(codesOf('1e9000')).toEqual(['too_many_digits'])
    expect(codesOf('NaN')).toEqual(['invalid_amount'])
    expect(codesOf('Infinity')).toEqual(['invalid_amount'])
    expect(codesOf('-Infinity')).toEqual(['invalid_amount'])
  })

  it.each(Object.entries(kinds))('reads the negative zero of %s as zero', (_kind, AnyDecimal) => {
    expect(parseAmount(new AnyDecimal(-0), 'USD')).toBe('0.00')
  })
})

describe('parseAmount with anything', () => {
  it('answers any input in any currency with an amount or with invalid_input', () => {
    fc.assert(
      fc.property(
        anyValueArbitrary(),
        fc.oneof(currencyArbitrary().map(makerOf), anyValueArbitrary()),
        (input, currency) => {
          const parse = () => parseAmount(input() as AmountInput, currency() as string)
          if (answers(parse)) expect(parse()).toMatch(/^-?\d+(\.\d+)?$/)
        },
      ),
      { numRuns: 1_000 },
    )
  })

  it.each([
    undefined,
    null,
    true,
    10n,
    [[]],
    [['1.00']],
    {},
    { amount: '1.00' },
    Symbol('1'),
    Object('1.00'),
  ])('refuses %o for its type', (input) => {
    expect(issuesOf(() => parseAmount(input as AmountInput, 'USD'))).toMatchObject([
      { code: 'invalid_type', path: [], params: { expected: 'string, number or Decimal' } },
    ])
  })

  it('passes on what a hostile input threw as the cause', () => {
    const cause = new Error('mine')
    const input = {
      [Symbol.toStringTag]: 'Decimal',
      toString() {
        throw cause
      },
    }
    const error = refusalOf(() => parseAmount(input as unknown as AmountInput, 'USD'))
    expect(error.details.issues.map(({ code }) => code)).toEqual(['unreadable'])
    expect(error.cause).toBe(cause)
  })

  it.each(['usd', 'US', 'USDX', '', 'XXX', 'XAU', 'BTC', ' USD', '840', 'constructor', '__proto__'])(
    'refuses %j as a currency',
    (currency) => {
      expect(issueCodesOf(() => parseAmount('1', currency))).toEqual(['unknown_currency'])
    },
  )

  it.each([undefined, null, 840, [['USD']], Object('USD'), Symbol('USD')])(
    'refuses %o as a currency',
    (currency) => {
      expect(issuesOf(() => parseAmount('1', currency as string))).toMatchObject([
        { code: 'invalid_type', params: { expected: 'string' } },
      ])
    },
  )
})
