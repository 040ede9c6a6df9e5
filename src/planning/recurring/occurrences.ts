import type { CivilDate } from '../../calendar/civil-date.js'
import { atPath, guardInput, requireObject } from '../../errors/invalid-input.js'
import { datesIn } from './dates-in.js'
import { readDaySpan } from './day-span.js'
import { readRecurrence, type Recurrence } from './recurrence.js'

/** Days from one to another. */
export interface DateRange {
  /** The first day, `YYYY-MM-DD`, inclusive. */
  readonly from: string
  /** The last day, `YYYY-MM-DD`, inclusive. */
  readonly to: string
}

/**
 * The days in a range on which something comes back, oldest first. Each counts from the rule's `start`, so a rule for
 * the 31st has the last day of every shorter month, and no month is left out.
 *
 * @param rule - When it comes back.
 * @param range - Which days to look at. At most 10,000 of them may be occurrences.
 * @throws `invalid_input`, with the path of the field: for a range that ends before it begins, for a range with more
 * than 10,000 occurrences (`too_big`), and for a rule that is not one.
 *
 * @example
 * ```ts
 * import { occurrences } from 'budgetbook/planning'
 *
 * const rent = { start: '2026-01-31', unit: 'month' } as const
 * console.log(occurrences(rent, { from: '2026-01-01', to: '2026-04-15' }).join(' ')) // => 2026-01-31 2026-02-28 2026-03-31
 * ```
 */
export function occurrences(rule: Recurrence, range: DateRange): CivilDate[] {
  return guardInput(() => {
    const checked = atPath(['rule'], () => readRecurrence(rule))
    return atPath(['range'], () => {
      requireObject(range, 'A range')
      return datesIn(checked, readDaySpan(range.from, range.to, ['from', 'to']))
    })
  })
}
