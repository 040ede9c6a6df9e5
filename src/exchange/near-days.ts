import { addDays } from 'date-fns/addDays'
import { utcDate, utcDateText } from '../calendar/utc-date.js'

/** A row and what a person entered are at most this many days apart. */
export const nearDays = 3

const nearestFirst = Array.from({ length: nearDays }, (_, index) => [-(index + 1), index + 1]).flat()

/** The days that are near a day, itself first. */
export function daysNear(date: string): ReadonlySet<string> {
  return new Set([date, ...nearestFirst.map((count) => dayAfter(date, count))])
}

/** A day some days later. Beyond the calendar it is the calendar's first or last day. */
export function dayAfter(date: string, count: number): string {
  const day = addDays(utcDate(date), count)
  const year = day.getUTCFullYear()
  if (year < 1) return '0001-01-01'
  return year > 9999 ? '9999-12-31' : utcDateText(day)
}
