import type { Brand } from '../lib/brand.js'
import { atPath, invalidInput, requireText } from '../errors/invalid-input.js'
import { activeCurrencies, withdrawnCurrencies } from './iso-4217.js'
import { currencyNames, currencySymbols, requireLocale } from './locale.js'

/**
 * An ISO 4217 alphabetic code, checked: `'USD'`. Plain text at run time.
 *
 * @example
 * ```ts
 * import { openBudgetBook, createMemoryAdapter, type CurrencyCode } from 'budgetbook'
 *
 * const book = await openBudgetBook({ storage: createMemoryAdapter() })
 * const currency: CurrencyCode = (await book.settings.get()).currency
 * console.log(currency) // => INR
 * ```
 */
export type CurrencyCode = string & Brand<'CurrencyCode'>

/** A currency as a list box shows it. */
export interface CurrencyInfo {
  /** ISO 4217 alphabetic code. */
  readonly code: CurrencyCode
  /** Its name in the locale asked for, or its code where the runtime has no `Intl.DisplayNames`. */
  readonly label: string
  /** How many decimals it has: 0, 2, 3 or 4. */
  readonly minorUnits: number
  /** Its narrow symbol in the locale asked for, or its code where it has none or the runtime's `Intl` cannot tell. */
  readonly symbol: string
}

function scaleByCode(table: Readonly<Record<number, string>>): [string, number][] {
  return Object.entries(table).flatMap(([scale, codes]) =>
    codes.split(' ').map((code): [string, number] => [code, Number(scale)]),
  )
}

// Made on first use: importing the package does no work.
let scales: ReadonlyMap<string, number> | undefined

/** The number of decimals of a currency, or `undefined` where ISO 4217 never had it. */
export function findScale(currency: string): number | undefined {
  scales ??= new Map([...scaleByCode(withdrawnCurrencies), ...scaleByCode(activeCurrencies)])
  return scales.get(currency)
}

/** The number of decimals of a currency. */
export function scaleOf(currency: string): number {
  requireText(currency, 'A currency')
  const scale = findScale(currency)
  if (scale === undefined) {
    throw invalidInput(
      'unknown_currency',
      `Not an ISO 4217 currency code: ${JSON.stringify(currency.slice(0, 20))}`,
    )
  }
  return scale
}

/** {@link scaleOf} the argument `currency` of a public function. */
export function scaleOfCurrency(currency: string): number {
  return atPath(['currency'], () => scaleOf(currency))
}

/** Checks a currency code. */
export function parseCurrency(currency: string): CurrencyCode {
  scaleOf(currency)
  return currency as CurrencyCode
}

/**
 * Lists the currencies in use, sorted by code. Withdrawn ones are still read, but not listed.
 *
 * @param locale - A BCP 47 tag for labels and symbols.
 * @defaultValue `locale` is `'en'`
 * @throws `invalid_input` for a locale that Intl does not take.
 *
 * @example
 * ```ts
 * import { listCurrencies } from 'budgetbook'
 *
 * const dinar = listCurrencies('en').find(({ code }) => code === 'KWD')
 * console.log(dinar?.label, dinar?.minorUnits) // => Kuwaiti Dinar 3
 * ```
 */
export function listCurrencies(locale = 'en'): CurrencyInfo[] {
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
