import type { Recurrence } from 'budgetbook/planning'
import { lastDayOf } from './arbitraries/calendar.js'

/**
 * A calendar done the slow and obvious way, and occurrences by their definition: every day is asked whether it is one.
 * It shares no code with the library.
 */

const pad = (value: number, length: number) => String(value).padStart(length, '0')

/** Year, month and day of a date. */
export function partsOf(date: string): readonly [year: number, month: number, day: number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))]
}

/** The number of a day: 0001-01-01 is 1. */
export function dayNumber(date: string): number {
  const [year, month, day] = partsOf(date)
  const before = year - 1
  let days = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) + day
  for (let earlier = 1; earlier < month; earlier++) days += lastDayOf(year, earlier)
  return days
}

/** The day after a date; `null` at the end of the calendar. */
export function dayAfter(date: string): string | null {
  const [year, month, day] = partsOf(date)
  if (day < lastDayOf(year, month)) return `${date.slice(0, 8)}${pad(day + 1, 2)}`
  if (month < 12) return `${pad(year, 4)}-${pad(month + 1, 2)}-01`
  return year < 9_999 ? `${pad(year + 1, 4)}-01-01` : null
}

/** Every day from one to another, both inclusive. */
function eachDay(from: string, to: string): string[] {
  const days: string[] = []
  for (let day: string | null = from; day !== null && day <= to; day = dayAfter(day)) days.push(day)
  return days
}

/** The date so many days later; stops at the end of the calendar. */
export function daysLater(date: string, count: number): string {
  let day = date
  for (let left = count; left > 0; left--) day = dayAfter(day) ?? day
  return day
}

/** The number of a month, of a date or a month. */
export function monthNumber(date: string): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1
}

/** The month with a number; the ends of the calendar beyond them. */
export function monthText(number: number): string {
  const within = Math.min(Math.max(number, 12), 9_999 * 12 + 11)
  return `${pad(Math.floor(within / 12), 4)}-${pad((within % 12) + 1, 2)}`
}

function isOccurrence(date: string, rule: Recurrence): boolean {
  const { start, every = 1, until } = rule
  if (date < start || (until !== undefined && date > until)) return false
  const [year, month, day] = partsOf(date)
  const [startYear, startMonth, startDay] = partsOf(start)
  const last = lastDayOf(year, month)
  if (rule.unit === 'week') return (dayNumber(date) - dayNumber(start)) % (7 * every) === 0
  const wanted = rule.unit === 'month' ? (rule.day ?? startDay) : startDay
  if (day !== (wanted > last ? last : wanted)) return false
  if (rule.unit === 'month') return (monthNumber(date) - monthNumber(start)) % every === 0
  return month === startMonth && (year - startYear) % every === 0
}

/** The occurrences of a rule, day by day. */
export function expectedOccurrences(rule: Recurrence, from: string, to: string): string[] {
  return eachDay(from, to).filter((day) => isOccurrence(day, rule))
}

/**
 * Parts of a whole by weights: the whole units first, and then one unit after the other to whoever is furthest below the
 * exact share.
 */
export function splitOneByOne(units: bigint, weights: readonly bigint[]): bigint[] {
  if (units < 0n) return splitOneByOne(-units, weights).map((part) => -part)
  const whole = weights.reduce((sum, weight) => sum + weight, 0n)
  const parts = weights.map((weight) => (units * weight - ((units * weight) % whole)) / whole)
  let left = parts.reduce((rest, part) => rest - part, units)
  for (; left > 0n; left--) {
    const lacking = parts.map((part, index) => units * weights[index]! - part * whole)
    let neediest = 0
    for (const [index, lack] of lacking.entries()) if (lack > lacking[neediest]!) neediest = index
    parts[neediest]! += 1n
  }
  return parts
}
