import { invalidInput } from '../errors/invalid-input.js'
import { parseDate, readDigits, type CivilDate } from './civil-date.js'
import { daysInMonth } from './days-in-month.js'
import { addMonths, parseMonth, type Month } from './month.js'

/** The days of a budget month. */
export interface MonthRange {
  /** The first day, inclusive. */
  readonly start: CivilDate
  /** The last day, inclusive. */
  readonly end: CivilDate
  /** How many days: 28 to 31. */
  readonly days: number
}

/** The last start day that every month has. */
export const lastStartDay = 28

/** Checks the day on which budget months start. */
export function requireStartDay(monthStartDay: number): number {
  if (Number.isInteger(monthStartDay) && monthStartDay >= 1 && monthStartDay <= lastStartDay)
    return monthStartDay
  throw invalidInput(
    'invalid_value',
    `The start day of a month is a whole number from 1 to ${lastStartDay}`,
    ['monthStartDay'],
    { minimum: 1, maximum: lastStartDay },
  )
}

/**
 * The budget month that a date falls in.
 *
 * @param date - `YYYY-MM-DD`.
 * @param monthStartDay - The day on which months start, 1 to 28.
 * @defaultValue `monthStartDay` is 1
 * @throws `invalid_input`
 *
 * @example
 * ```ts
 * import { monthOf } from 'budgetbook'
 *
 * console.log(monthOf('2026-03-24'), monthOf('2026-03-24', 25)) // => 2026-03 2026-02
 * ```
 */
export function monthOf(date: string, monthStartDay = 1): Month {
  const startDay = requireStartDay(monthStartDay)
  const day = parseDate(date)
  const month = day.slice(0, 7) as Month
  return readDigits(day, 8, 10) >= startDay ? month : addMonths(month, -1)
}

/**
 * The days of a budget month. Months partition the calendar, for every start day.
 *
 * @param month - `YYYY-MM`.
 * @param monthStartDay - The day on which months start, 1 to 28.
 * @defaultValue `monthStartDay` is 1
 * @throws `invalid_input`, also where the month ends after 9999-12-31.
 *
 * @example
 * ```ts
 * import { monthRange } from 'budgetbook'
 *
 * const { start, end, days } = monthRange('2026-02', 25)
 * console.log(start, end, days) // => 2026-02-25 2026-03-24 28
 * ```
 */
export function monthRange(month: string, monthStartDay = 1): MonthRange {
  const startDay = requireStartDay(monthStartDay)
  const first = parseMonth(month)
  // From the start day to the day before it a month later: as many days as the first month has.
  const days = daysInMonth(readDigits(first, 0, 4), readDigits(first, 5, 7))
  const end = startDay === 1 ? dateOf(first, days) : dateOf(addMonths(first, 1), startDay - 1)
  return { start: dateOf(first, startDay), end, days }
}

function dateOf(month: Month, day: number): CivilDate {
  return `${month}-${String(day).padStart(2, '0')}` as CivilDate
}
