import { atPath, invalidInput } from '../errors/invalid-input.js'
import { readPair, readYear } from './civil-date.js'
import { requireMonth, type Month } from './month.js'

/** The most months that a range may have: a hundred years. */
export const mostMonths = 1_200

/**
 * Every month from one to another, both inclusive.
 *
 * @param from - `YYYY-MM`.
 * @param to - `YYYY-MM`, not before `from`.
 * @throws `invalid_input`, also for more than 1,200 months.
 *
 * @example
 * ```ts
 * import { eachMonth } from 'budgetbook'
 *
 * console.log(eachMonth('2025-11', '2026-02').join(' ')) // => 2025-11 2025-12 2026-01 2026-02
 * ```
 */
export function eachMonth(from: string, to: string): Month[] {
  const first = atPath(['from'], () => requireMonth(from))
  const last = atPath(['to'], () => requireMonth(to))
  const count = requireMonthCount(first, last)
  const start = numberOf(first)
  return Array.from({ length: count }, (_, index) => monthOfNumber(start + index))
}

/**
 * How many months a range has, both ends included. Throws `invalid_input` for an invalid range, and for one that is too
 * long.
 */
function requireMonthCount(from: Month, to: Month): number {
  const count = countMonths(from, to)
  if (count < 1) throw invalidInput('invalid_value', 'The last month is before the first', ['to'])
  if (count <= mostMonths) return count
  throw invalidInput('too_big', `A range has at most ${mostMonths} months`, ['to'], { maximum: mostMonths })
}

/** How many months a range has, both ends included; zero or less if `to` is before `from`. */
export function countMonths(from: Month, to: Month): number {
  return numberOf(to) - numberOf(from) + 1
}

/** Months as consecutive numbers. Computing with the digits takes a tenth of the time of date arithmetic. */
function numberOf(month: Month): number {
  return readYear(month) * 12 + readPair(month, 5) - 1
}

function monthOfNumber(number: number): Month {
  const year = String(Math.floor(number / 12)).padStart(4, '0')
  return `${year}-${String((number % 12) + 1).padStart(2, '0')}` as Month
}
