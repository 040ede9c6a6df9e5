import type { Amount } from './amount.js'
import { scaleOf, withLocale } from './currency.js'
import { readMinorUnits, writeMinorUnits } from './minor-units.js'

/**
 * Prints an amount for people: exactly, through Intl, with the currency's own number of decimals.
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
  const scale = scaleOf(currency)
  const exact: Amount = writeMinorUnits(readMinorUnits(amount, scale), scale)
  return withLocale(locale, () =>
    new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: scale,
      maximumFractionDigits: scale,
      // Text goes through Intl exactly; a number would be a double.
    }).format(exact as unknown as `${number}`),
  )
}
