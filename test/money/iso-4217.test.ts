import { describe, expect, it } from 'vitest'
import currencyCodes from 'currency-codes'
import { listCurrencies, parseAmount } from 'budgetbook'
import { activeCurrencies, withdrawnCurrencies } from '../../src/money/iso-4217.js'
import { answers } from '../support/refusals.js'

// currency-codes gives gold, special drawing rights, bond units and test codes zero decimals; the standard has
// "N.A." there.
const withoutMinorUnit = 'XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX'.split(' ')

// Amendments of ISO 4217 that are not yet in the list of currency-codes: their numbers, and what they changed.
const amendments = [
  { number: 176, added: ['XCG'], withdrawn: ['ANG'] },
  { number: 178, added: [], withdrawn: ['CUC'] },
  { number: 179, added: ['XAD'], withdrawn: [] },
  { number: 180, added: [], withdrawn: ['BGN'] },
]

function codesOf(table: Readonly<Record<number, string>>): string[] {
  return Object.values(table).flatMap((codes) => codes.match(/.../g) ?? [])
}

describe('the table of currencies', () => {
  it('is the maintained list with the later amendments', () => {
    const added = amendments.flatMap(({ added: codes }) => codes.map((code): [string, number] => [code, 2]))
    const gone = new Set([...withoutMinorUnit, ...amendments.flatMap(({ withdrawn }) => withdrawn)])
    const listed = currencyCodes.data.map(({ code, digits }): [string, number] => [code, digits])
    const expected = new Map([...listed, ...added].filter(([code]) => !gone.has(code)))
    expect(new Map(listCurrencies().map(({ code, minorUnits }) => [code, minorUnits]))).toEqual(expected)
  })

  it('is held against the list that those amendments are missing in', () => {
    // A newer list: drop the amendments that it has.
    expect(currencyCodes.publishDate).toBe('2024-06-25')
  })

  it('holds each code once, active or withdrawn', () => {
    const codes = [...codesOf(activeCurrencies), ...codesOf(withdrawnCurrencies)]
    expect(codes).toHaveLength(new Set(codes).size)
    for (const code of codes) expect(code).toMatch(/^[A-Z]{3}$/)
  })

  it('reads every withdrawn currency at its scale, and lists none', () => {
    const listed = new Set<string>(listCurrencies().map(({ code }) => code))
    for (const [scale, codes] of Object.entries(withdrawnCurrencies)) {
      for (const code of codes.match(/.../g) ?? []) {
        expect(parseAmount('1', code).length).toBe(scale === '0' ? 1 : 2 + Number(scale))
        expect(listed).not.toContain(code)
      }
    }
  })

  it('keeps what the amendments withdrew readable', () => {
    for (const { withdrawn } of amendments) {
      for (const code of withdrawn) expect(parseAmount('1', code)).toBe('1.00')
    }
  })

  it('has no code without a minor unit', () => {
    for (const code of withoutMinorUnit) expect(answers(() => parseAmount('1', code))).toBe(false)
  })

  it('follows ISO 4217 where the Intl of runtimes does not', () => {
    expect(parseAmount('1', 'IQD')).toBe('1.000')
    expect(parseAmount('1', 'IDR')).toBe('1.00')
    expect(parseAmount('1', 'UGX')).toBe('1')
  })
})
