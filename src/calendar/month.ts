import { atPath, invalidInput } from '../errors/invalid-input.js'
import type { Brand } from '../lib/brand.js'
import { readPair, readYear } from './civil-date.js'

/**
 * A budget month, `'YYYY-MM'`. At run time it is plain text, and it sorts as text. Its dates depend on the day on
 * which months start: see {@link monthRange}.
 */
export type Month = string & Brand<'Month'>

const hyphen = 45

/** The first month of the calendar. It also holds the days before the start day, so every date has a month. */
export const firstMonth = '0001-01'

/** The last month of the calendar. It ends on the last day of the calendar. */
export const lastMonth = '9999-12'

/**
 * Checks a month.
 *
 * @param text - `YYYY-MM`, from 0001-01 to 9999-12.
 * @throws `invalid_input` with the issue `invalid_month`.
 *
 * @example
 * ```ts
 * import { parseMonth } from 'budgetbook'
 *
 * console.log(parseMonth('2026-02')) // => 2026-02
 * ```
 */
export function parseMonth(text: string): Month {
  return atPath(['text'], () => requireMonth(text))
}

/** {@link parseMonth} for an argument of any name. The caller adds the path. */
export function requireMonth(text: string): Month {
  if (typeof text !== 'string') {
    throw invalidInput('invalid_type', whyNotAMonth(text), [], { expected: 'string' })
  }
  if (isMonth(text)) return text
  throw invalidInput('invalid_month', whyNotAMonth(text))
}

/** The message for a value that is not a month. It says how to make a month of a date. */
export function whyNotAMonth(value: unknown): string {
  if (typeof value !== 'string') return 'A month must be text as YYYY-MM'
  if (/^\d{4}-\d\d$/.test(value)) return `The calendar has no month ${value}`
  const what = `Not a month as YYYY-MM: ${JSON.stringify(value.slice(0, 30))}`
  return /^\d{4}-\d\d-\d\d/.test(value) ? `${what}. Pass slice(0, 7), or monthOf(date, monthStartDay)` : what
}

/** Tells whether text is a month. */
export function isMonth(text: string): text is Month {
  if (text.length !== 7 || text.charCodeAt(4) !== hyphen) return false
  const number = readPair(text, 5)
  return readYear(text) >= 1 && number >= 1 && number <= 12
}
