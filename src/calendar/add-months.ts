import { addMonths as addToDate } from 'date-fns/addMonths'
import { atPath, invalidInput } from '../errors/invalid-input.js'
import { isMonth, requireMonth, type Month } from './month.js'
import { utcDate, utcDateText } from './utc-date.js'

/**
 * The month that is `count` months later, or earlier when `count` is negative.
 *
 * @param month - `YYYY-MM`.
 * @param count - A whole number.
 * @throws `invalid_input`, also when the result is outside 0001-01 to 9999-12.
 *
 * @example
 * ```ts
 * import { addMonths } from 'budgetbook'
 *
 * console.log(addMonths('2026-01', -1), addMonths('2026-01', 12)) // => 2025-12 2027-01
 * ```
 */
export function addMonths(month: string, count: number): Month {
  const from = atPath(['month'], () => requireMonth(month))
  if (!Number.isSafeInteger(count)) {
    throw invalidInput('invalid_value', 'The count of months must be a whole number', ['count'])
  }
  const date = addToDate(utcDate(`${from}-01`), count)
  // Far outside the calendar, date-fns gives an invalid date.
  const later = Number.isNaN(date.getTime()) ? '' : utcDateText(date).slice(0, 7)
  if (isMonth(later)) return later
  throw invalidInput('invalid_month', 'The calendar runs from 0001-01 to 9999-12', ['count'])
}
