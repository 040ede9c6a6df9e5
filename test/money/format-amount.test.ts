import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { formatAmount, type AmountInput } from 'budgetbook'
import { mostUnits, textOfUnits } from '../support/exact-decimal.js'
import { anyValueArbitrary, makerOf } from '../support/hostile-values.js'
import { amountArbitrary, currencyArbitrary } from '../support/arbitraries/money.js'
import { answers, issueCodesOf, issuesOf } from '../support/refusals.js'

const locales = [
  'en',
  'en-IN',
  'de',
  'de-CH',
  'fr',
  'ja',
  'ar-EG',
  'hi-u-nu-deva',
  'fa',
  'my',
  'zh-u-nu-hanidec',
]

/** The digits of a text, whichever numerals the locale writes with. */
function digitsOf(text: string, locale: string): string {
  const numerals = Array.from({ length: 10 }, (_, digit) => new Intl.NumberFormat(locale).format(digit))
  return Array.from(text, (character) => numerals.indexOf(character))
    .filter((digit) => digit >= 0)
    .join('')
}

describe('formatAmount', () => {
  it('prints exactly the digits of the amount, in every locale and of every size', () => {
    const amounts = fc.tuple(
      currencyArbitrary().chain((currency) => fc.tuple(amountArbitrary(currency), fc.constant(currency))),
      fc.constantFrom(...locales),
    )
    fc.assert(
      fc.property(amounts, ([[amount, currency], locale]) => {
        const text = formatAmount(amount, currency, locale)
        expect(digitsOf(text, locale)).toBe(amount.replaceAll(/[-.]/g, ''))
        const opposite = amount.startsWith('-') ? amount.slice(1) : `-${amount}`
        const isZero = !/[1-9]/.test(amount)
        expect(formatAmount(opposite, currency, locale) === text).toBe(isZero)
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['1234567.5', 'USD', 'en', '$1,234,567.50'],
    ['-12.50', 'USD', 'en', '-$12.50'],
    ['-0.00', 'USD', 'en', '$0.00'],
    ['1500', 'JPY', 'en', '¥1,500'],
    ['1.5', 'KWD', 'en', 'KWD\u00A01.500'],
    ['1.5', 'IQD', 'en', 'IQD\u00A01.500'],
    ['1.5', 'CLF', 'en', 'CLF\u00A01.5000'],
    ['1234567.50', 'INR', 'en-IN', '₹12,34,567.50'],
    ['1234.50', 'EUR', 'de', '1.234,50\u00A0€'],
    ['5', 'HRK', 'en', 'HRK\u00A05.00'],
  ])('prints %s %s for %s as %j', (amount, currency, locale, text) => {
    expect(formatAmount(amount, currency, locale)).toBe(text)
  })

  it('prints totals exactly where a double could not hold them', () => {
    const total = textOfUnits(70_000n * mostUnits(4) + 1n, 4)
    expect(digitsOf(formatAmount(total, 'UYW', 'en'), 'en')).toBe(total.replace('.', ''))
  })

  it('uses the locale of the runtime where none is given', () => {
    const { locale } = new Intl.NumberFormat().resolvedOptions()
    expect(formatAmount('1234.50', 'EUR')).toBe(formatAmount('1234.50', 'EUR', locale))
    expect(formatAmount('1234.50', 'EUR', undefined)).toBe(formatAmount('1234.50', 'EUR', locale))
  })

  it.each(['', 'x', 'not a locale', 'en_US', 'a'.repeat(1_000)])('refuses %j as a locale', (locale) => {
    const [issue] = issuesOf(() => formatAmount('1', 'USD', locale))
    expect(issue?.code).toBe('invalid_value')
    expect(issue?.message).toContain(locale.slice(0, 50))
    expect(issue?.message.length).toBeLessThan(100)
  })

  it.each([null, 5, {}, [['en']], Symbol('en'), true])('refuses %o as a locale', (locale) => {
    expect(issuesOf(() => formatAmount('1', 'USD', locale as string))).toMatchObject([
      { code: 'invalid_type', message: 'A locale must be text', params: { expected: 'string' } },
    ])
  })

  it('refuses what is not an amount of the currency', () => {
    expect(issueCodesOf(() => formatAmount('1.005', 'USD', 'en'))).toEqual(['too_many_decimals'])
    expect(issueCodesOf(() => formatAmount('1e3', 'USD', 'en'))).toEqual(['invalid_amount'])
    expect(issueCodesOf(() => formatAmount(1 as AmountInput as string, 'USD', 'en'))).toEqual([
      'invalid_type',
    ])
    expect(issueCodesOf(() => formatAmount('1', 'XAU', 'en'))).toEqual(['unknown_currency'])
  })

  it('answers any input with text or with invalid_input', () => {
    const currency = fc.oneof(currencyArbitrary().map(makerOf), anyValueArbitrary())
    fc.assert(
      fc.property(anyValueArbitrary(), currency, anyValueArbitrary(), (amount, code, locale) => {
        const format = () => formatAmount(amount() as string, code() as string, locale() as string)
        if (answers(format)) expect(format()).toMatch(/\d/)
      }),
      { numRuns: 300 },
    )
  })

  it('answers any locale with text or with invalid_input', () => {
    fc.assert(
      fc.property(anyValueArbitrary(), (locale) => {
        const format = () => formatAmount('1.00', 'USD', locale() as string)
        if (answers(format)) expect(format()).toMatch(/1/)
      }),
      { numRuns: 300 },
    )
  })
})
