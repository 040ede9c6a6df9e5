import { invalidInput } from '../errors/invalid-input.js'
import { isCivilDate, type CivilDate } from './civil-date.js'

/** Checks a time zone's name; `undefined` stands for the runtime's. */
export function requireTimeZone(timeZone: string | undefined): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
  } catch {
    throw invalidInput('invalid_value', 'Not a time zone that Intl knows', ['timeZone'])
  }
}

/**
 * The date that a calendar on the wall of a time zone shows at an instant.
 *
 * @throws `invalid_input` for an instant that is no time, or whose year has not four digits.
 */
export function dateAt(instant: Date, timeZone: string | undefined): CivilDate {
  const parts = new Map<string, string>()
  try {
    const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
      timeZone,
      era: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    })
    for (const { type, value } of format.formatToParts(instant)) parts.set(type, value)
  } catch {
    throw invalidInput('invalid_value', 'The clock gave no valid time', ['now'])
  }
  const date = `${(parts.get('year') ?? '').padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`
  if (isCivilDate(date) && !parts.get('era')?.startsWith('B')) return date
  throw invalidInput('invalid_value', 'The clock is outside of the years 1 to 9999', ['now'])
}
