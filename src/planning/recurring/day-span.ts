import { requireDate, type CivilDate } from '../../calendar/civil-date.js'
import { atPath, invalidInput } from '../../errors/invalid-input.js'

/** Days from one to another, both inclusive. */
export interface DaySpan {
  readonly first: CivilDate
  readonly last: CivilDate
}

/** Checks the ends of a span of days. `names` are the fields of its ends. */
export function readDaySpan(
  first: string,
  last: string,
  [firstName, lastName]: readonly [string, string],
): DaySpan {
  const span = {
    first: atPath([firstName], () => requireDate(first)),
    last: atPath([lastName], () => requireDate(last)),
  }
  if (span.first <= span.last) return span
  throw invalidInput('invalid_value', 'The last day is before the first', [lastName])
}

/** The order of dates, for sorting. */
export function compareDates(a: CivilDate, b: CivilDate): number {
  return a < b ? -1 : a > b ? 1 : 0
}
