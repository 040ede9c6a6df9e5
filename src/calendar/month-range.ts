import { addMonths } from 'date-fns/addMonths'
import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays'
import { subDays } from 'date-fns/subDays'
import { atPath } from '../errors/invalid-input.js'
import { requireDate, readPair, readYear, type CivilDate } from './civil-date.js'
import { firstMonth, lastMonth, requireMonth, type Month } from './month.js'
import { requireStartDay } from './start-day.js'
import { utcDate, utcDateText } from './utc-date.js'

/** The days of a budget month. */
export interface MonthRange {
  /** The first day, inclusive. */
  readonly start: CivilDate
  /** The last day, inclusive. */
  readonly end: CivilDate
  /** How many days: 28 to 31. The first and the last month of the calendar may have another number. */
  readonly days: number
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
  const day = atPath(['date'], () => requireDate(date))
  const month = day.slice(0, 7) as Month
  return readPair(day, 8) >= startDay || month === firstMonth ? month : monthBefore(month)
}

// Every recorded expense comes through here. Computing with the digits takes a tenth of the time of date arithmetic.
function monthBefore(month: Month): Month {
  const number = readPair(month, 5)
  if (number > 1) return `${month.slice(0, 5)}${padded(number - 1, 2)}` as Month
  return `${padded(readYear(month) - 1, 4)}-12` as Month
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, '0')
}

/**
 * The days of a budget month. For every start day, each date is in exactly one month. The first month starts on
 * 0001-01-01 and the last ends on 9999-12-31, whatever the start day.
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
  const startOfMonth = utcDate(`${parsed}-${padded(startDay, 2)}`)
  const start = parsed === firstMonth ? utcDate('0001-01-01') : startOfMonth
  const end = parsed === lastMonth ? utcDate('9999-12-31') : subDays(addMonths(startOfMonth, 1), 1)
  return {
    start: utcDateText(start) as CivilDate,
    end: utcDateText(end) as CivilDate,
    days: differenceInCalendarDays(end, start) + 1,
  }
}
