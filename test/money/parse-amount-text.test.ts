import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { parseAmount } from 'budgetbook'
import { amountArbitrary, currencyArbitrary, minorUnitsOf } from '../support/arbitraries/money.js'
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
      path: ['input'],
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
        expect(issues).toMatchObject([{ code: 'too_many_digits', path: ['input'], params: { maximum: 15 } }])
      }),
    )
  })

  it('refuses text of a thousand digits without repeating it', () => {
    const error = refusalOf(() => parseAmount('1'.repeat(1_000), 'USD'))
    expect(error.details.issues.map(({ code }) => code)).toEqual(['too_many_digits'])
    expect(error.message.length).toBeLessThan(100)
  })
})
