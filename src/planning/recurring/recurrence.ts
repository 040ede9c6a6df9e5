import { requireDate, readPair, type CivilDate } from '../../calendar/civil-date.js'
import { atPath, invalidInput, requireKnownFields, requireObject } from '../../errors/invalid-input.js'

/** The part of a {@link Recurrence} that all of them have. */
export interface RecurrenceBase {
  /**
   * The day from which occurrences count, `YYYY-MM-DD`. No occurrence is before it. It is the first occurrence itself,
   * unless `day` says another day of its month.
   */
  readonly start: string
  /**
   * Every how many weeks, months or years; a whole number above zero.
   * @defaultValue 1
   */
  readonly every?: number | undefined
  /**
   * The last day that may be an occurrence, `YYYY-MM-DD`. If it is before `start`, there is no occurrence.
   * @defaultValue none: it goes on to the end of the calendar
   */
  readonly until?: string | undefined
}

/** Comes every so many weeks, on the weekday of `start`. */
export interface WeeklyRecurrence extends RecurrenceBase {
  /** Counts in weeks. */
  readonly unit: 'week'
}

/** Comes every so many months, on one day of the month. */
export interface MonthlyRecurrence extends RecurrenceBase {
  /** Counts in calendar months. */
  readonly unit: 'month'
  /**
   * The day of the month, 1 to 31. A month that is too short has its last day instead.
   * @defaultValue the day of `start`
   */
  readonly day?: number | undefined
}

/** Comes every so many years, on the day of `start`. 29 February becomes the 28th in other years. */
export interface YearlyRecurrence extends RecurrenceBase {
  /** Counts in years. */
  readonly unit: 'year'
}

/** When something comes back. Plain data: keep it as JSON. */
export type Recurrence = WeeklyRecurrence | MonthlyRecurrence | YearlyRecurrence

/** A {@link Recurrence}, checked. */
export interface CheckedRecurrence {
  readonly start: CivilDate
  /** `null` without an end. */
  readonly until: CivilDate | null
  /** From one occurrence to the next: so many days, or so many months. */
  readonly step: number
  /** The day of the month, for a step in months; `null` for a step in days. */
  readonly dayOfMonth: number | null
}

const fieldNames: readonly (keyof Recurrence)[] = ['start', 'every', 'until', 'unit']

/** Checks a recurrence. Throws `invalid_input`. */
export function readRecurrence(rule: Recurrence): CheckedRecurrence {
  requireObject(rule, 'A recurrence')
  requireKnownFields(rule, rule.unit === 'month' ? [...fieldNames, 'day'] : fieldNames)
  const start = atPath(['start'], () => requireDate(rule.start))
  // Only undefined means the default.
  const { every = 1, until } = rule
  requireCount(every, 'every')
  const last = until === undefined ? null : atPath(['until'], () => requireDate(until))
  const dayOfStart = readPair(start, 8)
  switch (rule.unit) {
    case 'week':
      return { start, until: last, step: every * 7, dayOfMonth: null }
    case 'month': {
      const { day = dayOfStart } = rule
      if (!Number.isInteger(day) || day < 1 || day > 31) {
        throw invalidInput('invalid_value', 'A day of the month is a whole number from 1 to 31', ['day'], {
          minimum: 1,
          maximum: 31,
        })
      }
      return { start, until: last, step: every, dayOfMonth: day }
    }
    case 'year':
      return { start, until: last, step: every * 12, dayOfMonth: dayOfStart }
    default:
      throw invalidInput('invalid_value', "unit must be 'week', 'month' or 'year'", ['unit'])
  }
}

/** Refuses anything but a whole number above zero, and one above `most`. `field` names it. */
export function requireCount(count: number, field: string, most = Number.MAX_SAFE_INTEGER): number {
  if (!Number.isInteger(count)) {
    throw invalidInput('invalid_value', 'A whole number is needed', [field])
  }
  if (count < 1) throw invalidInput('too_small', 'At least 1 is needed', [field], { minimum: 1 })
  if (count > most) throw invalidInput('too_big', `At most ${most} is allowed`, [field], { maximum: most })
  return count
}
