import { addDays } from 'date-fns/addDays'
import { atPath, guardInput, requireIterable } from '../../errors/invalid-input.js'
import type { CivilDate } from '../../calendar/civil-date.js'
import { utcDate, utcDateText } from '../../calendar/utc-date.js'
import { isLive } from '../../model/hold.js'
import type { UpcomingSpending } from '../../planning/pace/input.js'
import type { Head, MonthState } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { soundHold } from '../holds/sound-hold.js'

/**
 * The open holds of a month as spending to come. What is on hold is not spent yet, so a hold of today or earlier is
 * expected tomorrow.
 */
export function upcomingHolds(
  head: Head,
  { holds }: MonthState,
  { clock, parts }: BookContext,
  today: CivilDate,
): UpcomingSpending[] {
  // Most months have no holds.
  if (holds.length === 0) return []
  const now = clock.timestamp()
  const next = utcDateText(addDays(utcDate(today), 1)) as CivilDate
  const known = new Set(head.categories.map(({ id }) => id))
  return holds
    .filter((hold) => isLive(hold, now) && known.has(hold.categoryId))
    .map((hold) => {
      const { categoryId, amount, date } = soundHold(hold, head, parts.bookId)
      return { categoryId, amount, date: date > next ? date : next }
    })
}

/** The caller's upcoming spending, then the holds: issues name the positions of the caller's. */
export function withHolds(
  upcoming: Iterable<UpcomingSpending> | undefined,
  holds: readonly UpcomingSpending[],
): Iterable<UpcomingSpending> | undefined {
  if (holds.length === 0) return upcoming
  if (upcoming === undefined) return holds
  guardInput(() => atPath(['upcoming'], () => requireIterable(upcoming)))
  return chained(upcoming, holds)
}

// Lazy: an error of the caller's list comes up where the list is read.
function* chained<Item>(first: Iterable<Item>, second: Iterable<Item>): Generator<Item> {
  yield* first
  yield* second
}
