import { UTCDateMini } from '@date-fns/utc/date/mini'
import { getDaysInMonth } from 'date-fns/getDaysInMonth'

// UTC has no gaps and no clock changes; in the machine's zone a month can lack its last day (Manila, 1844).
const inUtc = (value: Date | number | string): Date => new UTCDateMini(value)

/** The days of a calendar month, 1 to 12, of a year from 1 to 9999. */
export function daysInMonth(year: number, month: number): number {
  const first = new UTCDateMini(0)
  first.setFullYear(year, month - 1, 1)
  return getDaysInMonth(first, { in: inUtc })
}
