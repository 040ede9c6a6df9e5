import { invalidInput, requireText } from '../errors/invalid-input.js'
import type { Brand } from '../errors/brand.js'
import { daysInMonth } from './days-in-month.js'

/**
 * A date of the calendar, `'YYYY-MM-DD'`, from 0001-01-01 to 9999-12-31: no time, no time zone. Plain text at run
 * time, and it sorts as text.
 *
 * @example
 * ```ts
 * import { parseDate, type CivilDate } from 'budgetbook'
 *
 * const date: CivilDate = parseDate('2024-02-29')
 * console.log(date < parseDate('2024-03-01')) // => true
 * ```
 */
export type CivilDate = string & Brand<'CivilDate'>

const hyphen = 45

/**
 * Checks a date.
 *
 * @param text - `YYYY-MM-DD`, a day that the calendar has.
 * @throws `invalid_input` with the issue `invalid_date`.
 *
 * @example
 * ```ts
 * import { isBudgetBookError, parseDate } from 'budgetbook'
 *
 * console.log(parseDate('2026-02-28')) // => 2026-02-28
 * try {
 *   parseDate('2026-02-29')
 * } catch (error) {
 *   console.log(isBudgetBookError(error, 'invalid_input')) // => true
 * }
 * ```
 */
export function parseDate(text: string): CivilDate {
  requireText(text, 'A date')
  if (isCivilDate(text)) return text
  throw invalidInput('invalid_date', `Not a date as YYYY-MM-DD: ${JSON.stringify(text.slice(0, 20))}`)
}

/** Tells whether text is a date that the calendar has; cheap, for it runs once for every expense. */
export function isCivilDate(text: string): text is CivilDate {
  if (text.length !== 10 || text.charCodeAt(4) !== hyphen || text.charCodeAt(7) !== hyphen) return false
  const year = readDigits(text, 0, 4)
  const month = readDigits(text, 5, 7)
  const day = readDigits(text, 8, 10)
  // Every month has 28 days, so most dates need no calendar; NaN fails every comparison.
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && (day <= 28 || day <= daysInMonth(year, month))
}

/** Reads the decimal digits in `[from, to)`; `NaN` where there is anything else. */
export function readDigits(text: string, from: number, to: number): number {
  let value = 0
  for (let index = from; index < to; index++) {
    const digit = text.charCodeAt(index) - 48
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    value = value * 10 + digit
  }
  return value
}
