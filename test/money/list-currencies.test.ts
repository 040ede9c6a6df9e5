import { describe, expect, it, vi } from 'vitest'
import fc from 'fast-check'
import { formatAmount, listCurrencies, parseAmount } from 'budgetbook'
import { anyValueArbitrary } from '../support/hostile-values.js'
import { answers, issueCodesOf } from '../support/refusals.js'

const find = (code: string, locale?: string) => listCurrencies(locale).find((info) => info.code === code)

/** A part of Intl as a runtime of another language has it. */
const withDefault = (Part: typeof Intl.NumberFormat | typeof Intl.DisplayNames, language: string) =>
  new Proxy(Part, {
    construct: (target, [locale = language, ...others]: unknown[]) =>
      Reflect.construct(target, [locale, ...others]) as object,
  })
const intl = Object.fromEntries(
  Object.getOwnPropertyNames(Intl).map((name) => [name, Intl[name as keyof typeof Intl] as unknown]),
)

describe('listCurrencies', () => {
  it('is sorted by code, and lists each once', () => {
    const codes = listCurrencies().map(({ code }) => code)
    expect(codes).toEqual([...new Set(codes)].sort())
    expect(codes.length).toBeGreaterThan(150)
  })

  it('lists what can be parsed, with the decimals that it is parsed to', () => {
    for (const { code, minorUnits } of listCurrencies()) {
      expect(parseAmount('1', code)).toBe(minorUnits === 0 ? '1' : `1.${'0'.repeat(minorUnits)}`)
    }
  })

  it('has a label and a symbol for each, whatever the locale', () => {
    for (const locale of ['en', 'de', 'ar', 'zh']) {
      for (const { label, symbol } of listCurrencies(locale)) {
        expect(label).not.toBe('')
        expect(symbol).not.toBe('')
      }
    }
  })

  it('says labels and symbols in the language asked for', () => {
    expect(find('USD', 'en')).toEqual({ code: 'USD', label: 'US Dollar', minorUnits: 2, symbol: '$' })
    expect(find('USD', 'de')?.label).toBe('US-Dollar')
    expect(find('EUR', 'de')?.symbol).toBe('€')
    expect(find('EGP', 'ar')?.label).toBe('جنيه مصري')
  })

  it("speaks the runtime's language by default, as formatAmount does", () => {
    vi.stubGlobal('Intl', {
      ...intl,
      DisplayNames: withDefault(Intl.DisplayNames, 'de'),
      NumberFormat: withDefault(Intl.NumberFormat, 'de'),
    })
    try {
      expect(listCurrencies()).toEqual(listCurrencies('de'))
      expect(listCurrencies(undefined)).toEqual(listCurrencies('de'))
      expect(find('USD')?.label).toBe('US-Dollar')
      expect(formatAmount('1234.50', 'USD')).toBe(formatAmount('1234.50', 'USD', 'de'))
    } finally {
      vi.unstubAllGlobals()
    }
  })

  it('gives the narrow symbol, and the code where there is none', () => {
    expect(find('CAD', 'en')?.symbol).toBe('$')
    expect(find('KWD', 'en')?.symbol).toBe('KWD')
    expect(find('UYW', 'en')?.symbol).toBe('UYW')
  })

  it('gives a list of its own to each caller', () => {
    const mine = listCurrencies()
    mine.length = 0
    expect(listCurrencies().length).toBeGreaterThan(0)
  })

  it('does not list withdrawn currencies, though they are read', () => {
    for (const code of ['HRK', 'DEM', 'BGN', 'ANG', 'ITL']) {
      expect(find(code)).toBeUndefined()
      expect(answers(() => parseAmount('1', code))).toBe(true)
    }
  })

  it('refuses a locale that Intl does not take', () => {
    expect(issueCodesOf(() => listCurrencies('not a locale'))).toEqual(['invalid_value'])
    expect(issueCodesOf(() => listCurrencies(null as unknown as string))).toEqual(['invalid_type'])
  })

  it('answers any locale with a list or with invalid_input', () => {
    fc.assert(
      fc.property(anyValueArbitrary(), (locale) => {
        const list = () => listCurrencies(locale() as string)
        if (answers(list)) expect(list().length).toBeGreaterThan(150)
      }),
      { numRuns: 50 },
    )
  })
})
