import { atPath, invalidInput, requireText } from '../errors/invalid-input.js'
import type { Brand } from '../lib/brand.js'
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
  return atPath(['text'], () => requireDate(text))
}

/** {@link parseDate} for a date of any other name: the path is the caller's to say. */
export function requireDate(text: string): CivilDate {
  requireText(text, 'A date')
  if (isCivilDate(text)) return text
  throw invalidInput('invalid_date', `Not a date as YYYY-MM-DD: ${JSON.stringify(text.slice(0, 20))}`)
}

/** Tells whether text is a date that the calendar has. */
export function isCivilDate(text: string): text is CivilDate {
  return !Number.isNaN(readCivilDate(text))
}

/**
 * Reads a date as the number YYYYMMDD, which sorts as dates do; `NaN` for text that is none. It runs once for every
 * expense of a report, where comparing text costs more than reading it.
 */
export function readCivilDate(text: string): number {
  if (text.length !== 10 || text.charCodeAt(4) !== hyphen || text.charCodeAt(7) !== hyphen) return Number.NaN
  const year = readYear(text)
  const month = readPair(text, 5)
  const day = readPair(text, 8)
  // Every month has 28 days, so most dates need no calendar; NaN fails every comparison.
  const isDate =
    year >= 1 && month >= 1 && month <= 12 && day >= 1 && (day <= 28 || day <= daysInMonth(year, month))
  return isDate ? year * 10_000 + month * 100 + day : Number.NaN
}

/** Reads the four decimal digits that a date or a month begins with; `NaN` where there is anything else. */
export function readYear(text: string): number {
  return readPair(text, 0) * 100 + readPair(text, 2)
}

/** Reads the two decimal digits from `at` on; `NaN` where there is anything else. */
export function readPair(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}
