import { atPath, invalidInput } from '../errors/invalid-input.js'
import { requireDate, readPair, readYear, type CivilDate } from './civil-date.js'
import { daysInMonth } from './days-in-month.js'
import { addMonths, requireMonth, type Month } from './month.js'

/** The days of a budget month. */
export interface MonthRange {
  /** The first day, inclusive. */
  readonly start: CivilDate
  /** The last day, inclusive. */
  readonly end: CivilDate
  /** How many days: 28 to 31, but for the very first and the very last month of the calendar. */
  readonly days: number
}

/** The last start day that every month has. */
export const lastStartDay = 28

/** Checks the day on which budget months start. */
function requireStartDay(monthStartDay: number): number {
  if (Number.isInteger(monthStartDay) && monthStartDay >= 1 && monthStartDay <= lastStartDay)
    return monthStartDay
  throw invalidInput(
    'invalid_value',
    `The start day of a month is a whole number from 1 to ${lastStartDay}`,
    ['monthStartDay'],
    { minimum: 1, maximum: lastStartDay },
  )
}

// At the ends of the calendar the months take what is left over, so that every date has a month and every month a range.
const firstMonth = '0001-01'
const lastMonth = '9999-12'

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
  const day = atPath(['date'], () => requireDate(date))
  const month = day.slice(0, 7) as Month
  return readPair(day, 8) >= startDay || month === firstMonth ? month : addMonths(month, -1)
}

/**
 * The days of a budget month. Months partition the calendar, for every start day. The very first month starts on
 * 0001-01-01 and the very last ends on 9999-12-31, whatever the start day.
 *
 * @param month - `YYYY-MM`.
 * @param monthStartDay - The day on which months start, 1 to 28.
 * @defaultValue `monthStartDay` is 1
 * @throws `invalid_input`
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
  const parsed = atPath(['month'], () => requireMonth(month))
  const calendarDays = daysInMonth(readYear(parsed), readPair(parsed, 5))
  const late = startDay - 1
  const isFirst = parsed === firstMonth
  const isLast = parsed === lastMonth
  return {
    start: dateOf(parsed, isFirst ? 1 : startDay),
    end: late === 0 || isLast ? dateOf(parsed, calendarDays) : dateOf(addMonths(parsed, 1), late),
    // From the start day to the day before it a month later: as many days as the calendar's month has.
    days: calendarDays + (isFirst ? late : 0) - (isLast ? late : 0),
  }
}

function dateOf(month: Month, day: number): CivilDate {
  return `${month}-${String(day).padStart(2, '0')}` as CivilDate
}
