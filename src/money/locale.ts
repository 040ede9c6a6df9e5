import { invalidInput, requireText } from '../errors/invalid-input.js'
import { ifSupported, runtimeIntl } from '../lib/intl.js'

/**
 * Refuses a locale that Intl does not accept. A runtime without Intl cannot check it, so any text is accepted there.
 */
export function requireLocale(locale: string | undefined): void {
  if (locale === undefined) return
  requireText(locale, 'A locale')
  const { NumberFormat } = runtimeIntl()
  if (!NumberFormat || ifSupported(() => new NumberFormat(locale))) return
  throw invalidInput(
    'invalid_value',
    `Not a BCP 47 locale such as "en-GB": ${JSON.stringify(locale.slice(0, 50))}`,
  )
}

/** A function that gives a currency's name in a locale. It gives the code if the runtime has no names. */
export function currencyNames(locale: string | undefined): (code: string) => string {
  const { DisplayNames } = runtimeIntl()
  const names = DisplayNames && ifSupported(() => new DisplayNames(locale, { type: 'currency' }))
  return (code) => ifSupported(() => names?.of(code)) ?? code
}

/** A function that gives a currency's narrow symbol in a locale. It gives the code if the runtime has no symbols. */
export function currencySymbols(locale: string | undefined): (code: string) => string {
  const { NumberFormat } = runtimeIntl()
  return (currency) => {
    const parts = ifSupported(
      () =>
        NumberFormat &&
        new NumberFormat(locale, {
          style: 'currency',
          currency,
          currencyDisplay: 'narrowSymbol',
        }).formatToParts(0),
    )
    return parts?.find(({ type }) => type === 'currency')?.value ?? currency
  }
}

// A double holds every number of this many digits exactly.
const exactDigits = 15
const beyondDoubles = '9007199254740993'

/**
 * Prints an exact amount in a locale. If the runtime cannot, it prints the code and the plain amount: an old Intl
 * turns text into a double first, and would print a large amount wrongly.
 *
 * @param amount - Canonical: at the scale of the currency.
 */
export function printAmount(
  amount: string,
  currency: string,
  scale: number,
  locale: string | undefined,
): string {
  const { NumberFormat } = runtimeIntl()
  const printed = ifSupported(() => {
    if (!NumberFormat) return undefined
    if (amount.replace(/\D/g, '').length > exactDigits && !readsTextExactly(NumberFormat)) return undefined
    return new NumberFormat(locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: scale,
      maximumFractionDigits: scale,
      // The types of Intl accept text only as a template of a number.
    }).format(amount as `${number}`)
  })
  if (printed !== undefined) return printed
  const sign = amount.startsWith('-') ? '-' : ''
  return `${sign}${currency}\u00A0${amount.slice(sign.length)}`
}

function readsTextExactly(NumberFormat: typeof Intl.NumberFormat): boolean {
  return new NumberFormat('en', { useGrouping: false }).format(beyondDoubles) === beyondDoubles
}
