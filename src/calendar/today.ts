import { invalidInput } from '../errors/invalid-input.js'
import { ifSupported, runtimeIntl } from '../lib/intl.js'
import { isCivilDate, type CivilDate } from './civil-date.js'

/** Refuses a time zone that Intl does not know. `undefined` is the runtime's zone. */
export function requireTimeZone(timeZone: string | undefined): void {
  if (timeZone === undefined || timeZone === 'UTC') return
  const { DateTimeFormat } = runtimeIntl()
  if (!DateTimeFormat) {
    throw invalidInput(
      'invalid_value',
      'This runtime has no Intl.DateTimeFormat, which a time zone needs. Leave timeZone out, use "UTC", or load a polyfill',
      ['timeZone'],
    )
  }
  if (ifSupported(() => new DateTimeFormat('en', { timeZone }))) return
  throw invalidInput(
    'invalid_value',
    'Not a time zone that Intl knows. Use an IANA name, for example "Asia/Kolkata"',
    ['timeZone'],
  )
}

/**
 * The date in a time zone at an instant.
 *
 * @param instant - A valid `Date`.
 * @param timeZone - An IANA name, or `'UTC'`.
 * @defaultValue `timeZone` is the runtime's zone
 * @throws `invalid_input` for an invalid `Date`, for a year outside 1 to 9999, and for an unknown time zone.
 *
 * @example
 * ```ts
 * import { dateAt } from 'budgetbook'
 *
 * const instant = new Date('2026-02-28T19:00:00Z')
 * console.log(dateAt(instant, 'Asia/Kolkata'), dateAt(instant, 'Europe/London')) // => 2026-03-01 2026-02-28
 * ```
 */
export function dateAt(instant: Date, timeZone?: string): CivilDate {
  requireTimeZone(timeZone)
  return dateOfInstant(instant, timeZone, 'instant')
}

/** {@link dateAt} in a time zone that was checked before. `name` is the argument that an error names. */
export function dateOfInstant(instant: Date, timeZone: string | undefined, name: string): CivilDate {
  const time = ifSupported(() => Date.prototype.getTime.call(instant)) ?? Number.NaN
  if (Number.isNaN(time)) throw invalidInput('invalid_value', 'Not a valid time. Give a valid Date', [name])
  const date = writeDate(fieldsAt(new Date(time), timeZone))
  if (isCivilDate(date)) return date
  throw invalidInput('invalid_value', 'The time is outside the years 1 to 9999', [name])
}

interface DateFields {
  readonly year: number
  readonly month: number
  readonly day: number
}

// Date itself knows two zones, so these work without Intl.
function fieldsAt(instant: Date, timeZone: string | undefined): DateFields {
  if (timeZone === undefined) {
    return { year: instant.getFullYear(), month: instant.getMonth() + 1, day: instant.getDate() }
  }
  if (timeZone === 'UTC') {
    return { year: instant.getUTCFullYear(), month: instant.getUTCMonth() + 1, day: instant.getUTCDate() }
  }
  const fields = ifSupported(() => fieldsInZone(instant, timeZone))
  if (fields) return fields
  throw invalidInput(
    'invalid_value',
    'The Intl.DateTimeFormat of this runtime cannot tell the date in a time zone. Leave timeZone out, use "UTC", or load a polyfill',
    ['timeZone'],
  )
}

// How American English writes a date: the era comes last. Before the year 1 it begins with B.
const monthDayYear = /^(\d+)\/(\d+)\/(\d+),?\s+([AB])/

function fieldsInZone(instant: Date, timeZone: string): DateFields | undefined {
  const { DateTimeFormat } = runtimeIntl()
  // Not formatToParts, which the Intl of React Native may lack.
  const text =
    DateTimeFormat &&
    new DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone,
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    }).format(instant)
  const [, month, day, year, era] = monthDayYear.exec(text ?? '') ?? []
  if (era === undefined) return undefined
  return { year: era === 'B' ? -Number(year) : Number(year), month: Number(month), day: Number(day) }
}

function writeDate({ year, month, day }: DateFields): string {
  const padded = (value: number, digits: number) => String(value).padStart(digits, '0')
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`
}
