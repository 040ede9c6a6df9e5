import type { UTCDate } from '@date-fns/utc'
import { UTCDateMini } from '@date-fns/utc/date/mini'

/**
 * A date as date-fns computes with it: midnight in UTC. There, every day of the calendar exists and has 24 hours. In
 * the machine's own zone some days are missing, and others are longer.
 */
export function utcDate(date: string): UTCDate {
  return new UTCDateMini(date)
}

/** The text of a date, `YYYY-MM-DD`. For a year outside 1 to 9999 it has another form. */
export function utcDateText(date: Date): string {
  return date.toISOString().slice(0, 10)
}
