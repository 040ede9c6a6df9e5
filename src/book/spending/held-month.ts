import { isLive } from '../../model/hold.js'
import type { Head, MonthState } from '../../storage/view.js'
import { scaleOf } from '../../money/currency.js'
import { MinorUnitsSum } from '../../money/minor-units.js'
import { amountOfHold } from '../holds/sound-hold.js'
import { readStored, readStoredMonth, type StoredMonth } from '../read-stored.js'

/**
 * Reads a month of a view with its holds, in minor units; throws `storage_corrupt` if its data is damaged.
 *
 * @param now - The present instant. Holds that have expired do not count. It is asked for only if there are holds.
 */
export function readHeldMonth(head: Head, state: MonthState, bookId: string, now: () => string): StoredMonth {
  const stored = readStoredMonth(head, state, bookId)
  // Most months have no holds.
  if (state.holds.length === 0) return stored
  const held = readStored(bookId, `holds of ${state.month}`, () => heldByCategory(head, state, now()))
  return {
    ...stored,
    entries: stored.entries.map((entry) => ({ ...entry, held: held.get(entry.categoryId) ?? 0n })),
  }
}

// The category of a hold may be gone: code of an older version does not know holds. Such a hold does not count.
function heldByCategory(
  { settings: { currency } }: Head,
  { holds }: MonthState,
  now: string,
): ReadonlyMap<string, bigint> {
  const sums = new Map<string, MinorUnitsSum>()
  for (const hold of holds) {
    if (!isLive(hold, now)) continue
    let sum = sums.get(hold.categoryId)
    if (!sum) sums.set(hold.categoryId, (sum = new MinorUnitsSum(scaleOf(currency))))
    sum.add(amountOfHold(hold, currency))
  }
  return new Map(Array.from(sums, ([categoryId, sum]) => [categoryId, sum.total()]))
}
