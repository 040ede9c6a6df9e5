import type { Brand } from '../lib/brand.js'
import { atPath, invalidInput, requireText } from '../errors/invalid-input.js'
import { activeCurrencies, withdrawnCurrencies } from './iso-4217.js'
import { currencyNames, currencySymbols, requireLocale } from './locale.js'

/**
 * A checked ISO 4217 alphabetic code, such as `'USD'`. At run time it is plain text.
 */
export type CurrencyCode = string & Brand<'CurrencyCode'>

/** A currency as a list box shows it. */
export interface CurrencyInfo {
  /** ISO 4217 alphabetic code. */
  readonly code: CurrencyCode
  /** Its name in the requested locale. Its code if the runtime has no `Intl.DisplayNames`. */
  readonly label: string
  /** How many decimals it has: 0, 2, 3 or 4. */
  readonly minorUnits: number
  /**
   * Its narrow symbol in the requested locale. Its code if it has no symbol, or if the runtime's `Intl` does not know
   * it.
   */
  readonly symbol: string
}

function scaleByCode(table: Readonly<Record<number, string>>): [string, number][] {
  return Object.entries(table).flatMap(([scale, codes]) =>
    Array.from(codes.matchAll(/.../g), ([code]): [string, number] => [code, Number(scale)]),
  )
}

// The currencies that were asked for. A map of all of them would take half of the time of the first report.
const scales = new Map<string, number>()

/** The number of decimals of a currency, or `undefined` if ISO 4217 never had the code. */
export function findScale(currency: string): number | undefined {
  const known = scales.get(currency)
  if (known !== undefined) return known
  const scale = scaleIn(activeCurrencies, currency) ?? scaleIn(withdrawnCurrencies, currency)
  if (scale !== undefined) scales.set(currency, scale)
  return scale
}

function scaleIn(table: Readonly<Record<number, string>>, code: string): number | undefined {
  const entry = Object.entries(table).find(([, codes]) => codes.match(/.../g)?.includes(code))
  return entry && Number(entry[0])
}

/** The number of decimals of a currency. Throws `invalid_input` for an unknown code. */
export function scaleOf(currency: string): number {
  requireText(currency, 'A currency')
  const scale = findScale(currency)
  if (scale === undefined) {
    throw invalidInput(
      'unknown_currency',
      `Not an ISO 4217 code in capitals: ${JSON.stringify(currency.slice(0, 20))}`,
    )
  }
  return scale
}

/** {@link scaleOf} for the argument `currency` of a public function. */
export function scaleOfCurrency(currency: string): number {
  return atPath(['currency'], () => scaleOf(currency))
}

/** Checks a currency code. */
export function parseCurrency(currency: string): CurrencyCode {
  scaleOf(currency)
  return currency as CurrencyCode
}

/** Refuses a withdrawn currency. A book that already has one can still be used, but no book can change to one. */
export function requireCurrencyInUse(currency: CurrencyCode): void {
  if (scaleByCode(activeCurrencies).some(([code]) => code === currency)) return
  throw invalidInput(
    'withdrawn_currency',
    `${currency} has been withdrawn. Choose a currency that listCurrencies gives`,
    [],
    { currency },
  )
}

/**
 * Lists the currencies in use, sorted by code. Withdrawn currencies can still be read, but are not listed.
 *
 * @param locale - A BCP 47 tag for labels and symbols.
 * @defaultValue `locale` is the runtime's, as for {@link formatAmount}
 * @throws `invalid_input` for a locale that Intl does not accept.
 *
 * @example
 * ```ts
 * import { listCurrencies } from 'budgetbook'
 *
 * const dinar = listCurrencies('en').find(({ code }) => code === 'KWD')
 * console.log(dinar?.label, dinar?.minorUnits) // => Kuwaiti Dinar 3
 * ```
 */
export function listCurrencies(locale?: string): CurrencyInfo[] {
  atPath(['locale'], () => requireLocale(locale))
  const nameOf = currencyNames(locale)
  const symbolOf = currencySymbols(locale)
  return scaleByCode(activeCurrencies)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, minorUnits]) => ({
      code: code as CurrencyCode,
      label: nameOf(code),
      minorUnits,
      symbol: symbolOf(code),
    }))
}
