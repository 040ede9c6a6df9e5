import * as z from 'zod/mini'
import { monthOf } from '../../../calendar/month-range.js'
import type { Month } from '../../../calendar/month.js'
import { copyEntity } from '../../../model/entity-copies.js'
import { compareHolds, holdSchema, type Hold, type StoredHold } from '../../../model/hold.js'
import { loose } from '../../../model/schema.js'
import type { Settings } from '../../../model/settings.js'
import type { MonthState, View } from '../../view.js'
import type { AppliedChanges } from '../state/apply-changes.js'
import { copyMonth, emptyMonth } from '../state/month-draft.js'

/*
 * How adapters that store JSON keep holds: in the head of the book. A version that does not know holds keeps unknown
 * fields of a head, but removes a month in which it finds nothing. It leaves holds as they are when it changes the start
 * day. So a hold is stored without its month: the month follows from its date.
 */

/** The holds in a head. */
export const storedHoldsSchema = z._default(z.array(loose(holdSchema)), [])

/** Holds as they are stored. */
export function holdsToStore(holds: readonly StoredHold[]): readonly Hold[] {
  return holds.map(({ month: _, ...hold }) => hold)
}

/** Holds as adapters use them. */
export function holdsFromStored(holds: readonly Hold[], { monthStartDay }: Settings): StoredHold[] {
  return holds.map((hold) => ({ ...hold, month: monthOf(hold.date, monthStartDay) }))
}

/** All holds of a book after a commit. If the commit changes no hold, it is the same list object as before. */
export function holdsAfter(
  before: readonly StoredHold[],
  view: View,
  applied: AppliedChanges,
): readonly StoredHold[] {
  const changed = [...applied.months.values()].filter(
    ({ month, holds }) => holds !== view.months.get(month)?.holds,
  )
  if (changed.length === 0) return before
  const months = new Set(changed.map(({ month }) => month))
  const others = before.filter(({ month }) => !months.has(month))
  return [...others, ...changed.flatMap(({ holds }) => holds)].sort(compareHolds)
}

/** Whether a commit leaves a month as it was, except for its holds. */
export function differsInHoldsOnly(before: MonthState | undefined, after: MonthState): boolean {
  return (
    before !== undefined &&
    before.holds !== after.holds &&
    before.closed === after.closed &&
    before.limitAtClose === after.limitAtClose &&
    before.budgets === after.budgets &&
    before.spending === after.spending
  )
}

/** The months that have anything: the stored months, and the months of holds. */
export function monthsWith(stored: Iterable<Month>, holds: readonly StoredHold[]): Set<Month> {
  return new Set([...stored, ...holds.map(({ month }) => month)])
}

/** A copy of a month's state, with its holds; `null` if there is nothing in it. */
export function monthWith(
  month: Month,
  stored: MonthState | undefined,
  holds: readonly StoredHold[],
): MonthState | null {
  const own = holds.filter((hold) => hold.month === month).map(copyEntity)
  if (!stored && own.length === 0) return null
  return { ...copyMonth(stored ?? emptyMonth(month)), holds: own }
}
