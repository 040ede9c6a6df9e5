import { readPair, readYear } from './civil-date.js'
import { firstMonth, lastMonth, type Month } from './month.js'
import { requireStartDay } from './start-day.js'

/** Which dates a budget month holds, as the numbers that `readCivilDate` gives. */
export interface MonthBounds {
  /** The first day of the month. */
  readonly from: number
  /** The first day that comes after the month. */
  readonly before: number
}

/**
 * The {@link MonthBounds} of a budget month. A report compares them with the date of every expense. That needs no
 * calendar: a day that a month lacks is not a date, so no expense has it.
 */
export function monthBounds(month: Month, monthStartDay = 1): MonthBounds {
  const startDay = requireStartDay(monthStartDay)
  const year = readYear(month)
  const number = readPair(month, 5)
  const next = number === 12 ? (year + 1) * 100 + 1 : year * 100 + number + 1
  return {
    from: month === firstMonth ? 0 : (year * 100 + number) * 100 + startDay,
    before: month === lastMonth ? Infinity : next * 100 + startDay,
  }
}
