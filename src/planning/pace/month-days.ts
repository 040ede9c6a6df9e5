import { readCivilDate, readPair, readYear, type CivilDate } from '../../calendar/civil-date.js'
import { daysInMonth } from '../../calendar/days-in-month.js'
import type { MonthBounds } from '../../calendar/month-bounds.js'
import { firstMonth, lastMonth, type Month } from '../../calendar/month.js'
import { divideRounded } from '../../money/ratio.js'

/** How far a month is. While it runs, today counts as elapsed and as left. */
export interface MonthDays {
  readonly days: number
  readonly elapsed: number
  readonly left: number
}

/**
 * Counts the days of a month around today. Computes with the digits: date-fns would add a tenth to what an app pays for
 * the pace. A test compares it with `monthRange`, day by day.
 */
export function countDays(month: Month, startDay: number, bounds: MonthBounds, today: CivilDate): MonthDays {
  const calendarDays = daysInMonth(readYear(month), readPair(month, 5))
  const firstDay = month === firstMonth ? 1 : startDay
  const inFirstPart = calendarDays - firstDay + 1
  const days = month === lastMonth ? inFirstPart : inFirstPart + startDay - 1
  const day = readCivilDate(today)
  if (day < bounds.from) return { days, elapsed: 0, left: days }
  if (day >= bounds.before) return { days, elapsed: days, left: 0 }
  const dayOfMonth = readPair(today, 8)
  const elapsed = today.startsWith(month) ? dayOfMonth - firstDay + 1 : inFirstPart + dayOfMonth
  return { days, elapsed, left: days - elapsed + 1 }
}

/**
 * What an even pace spends of a budget in `elapsed` days, times the days of the month: exact, not divided yet. A budget
 * below zero is not spread: what is missing is missing from the first day on.
 */
export function evenShare(budget: bigint, { days, elapsed }: Pick<MonthDays, 'days' | 'elapsed'>): bigint {
  return budget * BigInt(budget < 0n ? days : elapsed)
}

/** {@link evenShare} in minor units, rounded. */
export function evenAmount(budget: bigint, clock: Pick<MonthDays, 'days' | 'elapsed'>): bigint {
  return divideRounded(evenShare(budget, clock), BigInt(clock.days))
}
