import { atPath } from '../errors/invalid-input.js'
import { scaleOfCurrency } from './currency.js'
import { printAmount, requireLocale } from './locale.js'
import { readMinorUnits, writeMinorUnits } from './minor-units.js'

/**
 * Prints an amount for people: exactly, through Intl, with the currency's number of decimals. It prints the code and
 * the plain amount if the runtime has no `Intl.NumberFormat`, or one that cannot print so large an amount exactly.
 *
 * @param amount - Plain decimal text with at most the currency's decimals.
 * @param currency - ISO 4217 code.
 * @param locale - A BCP 47 tag.
 * @defaultValue `locale` is the runtime's
 * @throws `invalid_input`
 *
 * @example
 * ```ts
 * import { formatAmount } from 'budgetbook'
 *
 * console.log(formatAmount('123456789012345.67', 'USD', 'en')) // => $123,456,789,012,345.67
 * ```
 */
export function formatAmount(amount: string, currency: string, locale?: string): string {
  const scale = scaleOfCurrency(currency)
  const units = atPath(['amount'], () => readMinorUnits(amount, scale))
  atPath(['locale'], () => requireLocale(locale))
  return printAmount(writeMinorUnits(units, scale), currency, scale, locale)
}
