import { atPath, invalidInput } from '../errors/invalid-input.js'
import { ifSupported } from '../lib/intl.js'
import type { Brand } from '../lib/brand.js'
import { daysInMonth } from './days-in-month.js'

/**
 * A calendar date, `'YYYY-MM-DD'`, from 0001-01-01 to 9999-12-31, without time or time zone. At run time it is plain
 * text, and it sorts as text.
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

/** {@link parseDate} for an argument of any name. The caller adds the path. */
export function requireDate(text: string): CivilDate {
  if (typeof text !== 'string') {
    throw invalidInput('invalid_type', whyNotADate(text), [], { expected: 'string' })
  }
  if (isCivilDate(text)) return text
  throw invalidInput('invalid_date', whyNotADate(text))
}

/** The message for a value that is not a date. It says how to make a date of what was probably meant. */
export function whyNotADate(value: unknown): string {
  const isText = typeof value === 'string'
  const isInstant = isText ? /^\d{4}-\d\d-\d\d\D/.test(value) : ifSupported(() => value instanceof Date)
  const what = !isText
    ? 'A date must be text as YYYY-MM-DD'
    : /^\d{4}-\d\d-\d\d$/.test(value)
      ? `The calendar has no day ${value}`
      : `Not a date as YYYY-MM-DD: ${JSON.stringify(value.slice(0, 30))}`
  return isInstant
    ? `${what}. Pass slice(0, 10) of a stored day, dateAt(new Date(instant), timeZone) of an instant`
    : what
}

/** Tells whether text is a date that the calendar has. */
export function isCivilDate(text: string): text is CivilDate {
  return !Number.isNaN(readCivilDate(text))
}

/**
 * Reads a date as the number YYYYMMDD, which sorts as dates do. Gives `NaN` for other text. A report reads the date
 * of every expense, and comparing text would cost more.
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

/** Reads the first four digits of a date or a month. Gives `NaN` for anything else. */
export function readYear(text: string): number {
  return readPair(text, 0) * 100 + readPair(text, 2)
}

/** Reads the two digits at position `at`. Gives `NaN` for anything else. */
export function readPair(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}
