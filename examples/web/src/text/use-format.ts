import { formatAmount } from 'budgetbook'
import { useLanguage, type Language } from './language.js'

/** Prints what the page shows, for the user's language. */
export interface Format {
  /** An amount, exactly: `$1,300.00`. */
  readonly money: (amount: string, currency: string) => string
  /** A percentage: `77.5%`; a dash if there is none. */
  readonly percent: (percent: number | null) => string
  /** A civil date: `Feb 14, 2026`. */
  readonly date: (date: string) => string
  /** A month: `February 2026`. */
  readonly month: (month: string) => string
}

// Civil dates have no time zone: the date is printed in the one that it is built in.
const utc = { timeZone: 'UTC' } as const

// Each row of a table prints, and making the formatters takes longer than using them.
const formats = new Map<Language, Format>()

function makeFormat(language: Language): Format {
  const percents = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 2 })
  const dates = new Intl.DateTimeFormat(language, { ...utc, dateStyle: 'medium' })
  const months = new Intl.DateTimeFormat(language, { ...utc, year: 'numeric', month: 'long' })
  return {
    money: (amount, currency) => formatAmount(amount, currency, language),
    percent: (percent) => (percent === null ? '–' : percents.format(percent / 100)),
    date: (date) => dates.format(new Date(date)),
    month: (month) => months.format(new Date(`${month}-01`)),
  }
}

/** How the page prints amounts and dates. */
export function useFormat(): Format {
  const { language } = useLanguage()
  const format = formats.get(language) ?? makeFormat(language)
  formats.set(language, format)
  return format
}
