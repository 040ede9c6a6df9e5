import { divideRounded } from '../../money/ratio.js'
import { exactStatus, type UtilizationStatus } from '../../utilization/status.js'
import { evenAmount, evenShare } from './month-days.js'
import type { PaceEntry } from './pace-reader.js'
import type { CheckedPace } from './read-pace.js'

/** The figures of a category or of the month, in minor units. */
export interface ExactPace {
  /** `null` where an even pace means nothing. */
  readonly expected: bigint | null
  readonly ahead: bigint | null
  readonly upcoming: bigint
  readonly projected: bigint | null
  readonly projectedStatus: UtilizationStatus | null
  readonly perDay: bigint | null
  readonly onTrack: boolean | null
}

/** A category with a budget. */
export type BudgetedEntry = PaceEntry & { readonly budget: bigint }

type Frame = Pick<CheckedPace, 'clock' | 'minDays' | 'thresholds'>

/** The figures of a category. */
export function paceOfCategory(entry: BudgetedEntry, frame: Frame): ExactPace {
  const { budget, spent, upcoming } = entry
  const isDaily = entry.shape === 'daily'
  const expected = isDaily ? evenAmount(budget, frame.clock) : null
  const projected = projectionOf(entry, frame)
  return {
    expected,
    ahead: expected === null ? null : spent - expected,
    upcoming,
    projected,
    projectedStatus: statusOfProjection(projected, budget, frame),
    perDay: perDayOf(budget - spent - upcoming, frame),
    onTrack: isDaily
      ? spent * BigInt(frame.clock.days) <= evenShare(budget, frame.clock)
      : spent + upcoming <= budget,
  }
}

/** The figures of the month. `lines` are the figures of the entries that have a budget, by their category ids. */
export function paceOfMonth(
  entries: readonly PaceEntry[],
  lines: ReadonlyMap<string, ExactPace>,
  frame: Frame,
): ExactPace {
  let budget = 0n
  let spent = 0n
  let upcoming = 0n
  let projected: bigint | null = 0n
  let expected: bigint | null = null
  let ahead = 0n
  // What daily categories spent and what the others take from them, and the even share of daily budgets.
  let used = 0n
  let share = 0n
  for (const entry of entries) {
    spent += entry.spent
    upcoming += entry.upcoming
    budget += entry.budget ?? 0n
    const line = lines.get(entry.categoryId)
    // Unbudgeted spending is not extrapolated: nobody planned it, so nothing says that it goes on.
    const end: bigint | null = line ? line.projected : entry.spent + entry.upcoming
    projected = projected === null || end === null ? null : projected + end
    if (line?.expected != null) {
      expected = (expected ?? 0n) + line.expected
      ahead += entry.spent - line.expected
      used += entry.spent
      share += evenShare(entry.budget ?? 0n, frame.clock)
    } else used += (end ?? 0n) - (entry.budget ?? 0n)
  }
  const hasBudget = lines.size > 0
  return {
    expected,
    ahead: expected === null ? null : ahead,
    upcoming,
    projected,
    projectedStatus: hasBudget ? statusOfProjection(projected, budget, frame) : null,
    perDay: perDayOf(budget - spent - upcoming, frame),
    onTrack: hasBudget ? used * BigInt(frame.clock.days) <= share : null,
  }
}

function projectionOf({ shape, budget, spent, upcoming }: BudgetedEntry, frame: Frame): bigint | null {
  const { days, elapsed } = frame.clock
  const known = spent + upcoming
  // On the last day, and after it, every shape tells what was spent.
  if (elapsed === days) return known
  if (shape === 'fixed') return known > budget ? known : budget
  // A refund does not recur.
  if (spent <= 0n) return known
  // Before the month there is nothing to divide by, whatever minDays is.
  if (elapsed === 0 || elapsed < frame.minDays) return null
  return divideRounded(spent * BigInt(days), BigInt(elapsed)) + upcoming
}

function statusOfProjection(
  projected: bigint | null,
  budget: bigint,
  { thresholds }: Frame,
): UtilizationStatus | null {
  if (projected === null) return null
  return budget < 0n ? 'over_budget' : exactStatus(projected, budget, thresholds)
}

// Rounded down: rounded up, the days together would promise more than is left.
function perDayOf(free: bigint, { clock: { left } }: Frame): bigint | null {
  if (left === 0) return null
  return free > 0n ? free / BigInt(left) : 0n
}
