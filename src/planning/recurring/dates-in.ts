import { addDays } from 'date-fns/addDays'
import { addMonths } from '../../calendar/add-months.js'
import { readPair, readYear, type CivilDate } from '../../calendar/civil-date.js'
import { daysBetween } from '../../calendar/days-between.js'
import { daysInMonth } from '../../calendar/days-in-month.js'
import { utcDate, utcDateText } from '../../calendar/utc-date.js'
import { invalidInput } from '../../errors/invalid-input.js'
import type { DaySpan } from './day-span.js'
import type { CheckedRecurrence } from './recurrence.js'

/** The most occurrences that a range may have. */
const mostOccurrences = 10_000

/** The occurrences of a rule in a span of days, oldest first. Throws `invalid_input` for more than 10,000. */
export function datesIn(rule: CheckedRecurrence, { first, last }: DaySpan): CivilDate[] {
  const { start, until, step } = rule
  const from = first > start ? first : start
  const to = until !== null && until < last ? until : last
  const distance = rule.dayOfMonth === null ? daysBetween : monthsBetween
  // Each occurrence counts from the start, never from the one before: after 28 February comes 31 March again. The first
  // of these and the last may be in the right month, but outside the span.
  const lastIndex = Math.floor(distance(start, to) / step)
  const dates: CivilDate[] = []
  for (let index = Math.floor(distance(start, from) / step); index <= lastIndex; index++) {
    const date = dateAt(rule, index)
    if (date < from || date > to) continue
    if (dates.length === mostOccurrences) {
      throw invalidInput('too_big', `A range has at most ${mostOccurrences} occurrences`, [], {
        maximum: mostOccurrences,
      })
    }
    dates.push(date)
  }
  return dates
}

function dateAt({ start, step, dayOfMonth }: CheckedRecurrence, index: number): CivilDate {
  if (dayOfMonth === null) return utcDateText(addDays(utcDate(start), index * step)) as CivilDate
  const month = addMonths(start.slice(0, 7), index * step)
  const day = Math.min(dayOfMonth, daysInMonth(readYear(month), readPair(month, 5)))
  return `${month}-${String(day).padStart(2, '0')}` as CivilDate
}

/** How many months after that of `from` the month of `to` is. Both are months or dates. */
export function monthsBetween(from: string, to: string): number {
  return (readYear(to) - readYear(from)) * 12 + readPair(to, 5) - readPair(from, 5)
}
