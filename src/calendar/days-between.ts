import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays'
import { atPath } from '../errors/invalid-input.js'
import { requireDate } from './civil-date.js'
import { utcDate } from './utc-date.js'

/**
 * How many days after `from` `to` is; below zero if it is before.
 *
 * @param from - `YYYY-MM-DD`.
 * @param to - `YYYY-MM-DD`.
 * @throws `invalid_input`
 *
 * @example
 * ```ts
 * import { daysBetween } from 'budgetbook'
 *
 * console.log(daysBetween('2028-02-28', '2028-03-01'), daysBetween('2026-03-01', '2026-02-28')) // => 2 -1
 * ```
 */
export function daysBetween(from: string, to: string): number {
  const first = atPath(['from'], () => requireDate(from))
  const last = atPath(['to'], () => requireDate(to))
  return differenceInCalendarDays(utcDate(last), utcDate(first))
}
