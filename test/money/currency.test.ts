import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { findScale, parseCurrency, scaleOf } from '../../src/money/currency.js'
import { activeCurrencies, withdrawnCurrencies } from '../../src/money/iso-4217.js'
import { currencyArbitrary, minorUnitsOf } from '../support/arbitraries/money.js'
import { issuesOf } from '../support/refusals.js'

describe('a currency code', () => {
  it('is left as it is, and has the decimals that the list says', () => {
    fc.assert(
      fc.property(currencyArbitrary(), (currency) => {
        expect(parseCurrency(currency)).toBe(currency)
        expect(scaleOf(currency)).toBe(minorUnitsOf(currency))
        expect(findScale(currency)).toBe(minorUnitsOf(currency))
      }),
    )
  })

  it('may be withdrawn', () => {
    expect(parseCurrency('DEM')).toBe('DEM')
    expect([findScale('DEM'), findScale('ITL')]).toEqual([2, 0])
  })

  it('is known where it stands in the list, and not across two codes of it', () => {
    const listed = new Set(
      [activeCurrencies, withdrawnCurrencies]
        .flatMap((table) => Object.values(table))
        .flatMap((codes) => codes.match(/.../g) ?? []),
    )
    const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index))
    for (const first of letters)
      for (const second of letters)
        for (const third of letters) {
          const code = first + second + third
          expect([code, findScale(code) !== undefined]).toEqual([code, listed.has(code)])
        }
    for (const code of ['', 'U', 'US', 'USDU', 'usd']) expect(findScale(code)).toBeUndefined()
  })

  it('is refused where ISO 4217 never had it', () => {
    expect(findScale('EURO')).toBeUndefined()
    expect(issuesOf(() => parseCurrency('EURO'))).toMatchObject([{ code: 'unknown_currency', path: [] }])
    expect(issuesOf(() => parseCurrency(5 as unknown as string))).toMatchObject([
      { code: 'invalid_type', message: expect.stringMatching(/^A currency/) as string },
    ])
  })
})
