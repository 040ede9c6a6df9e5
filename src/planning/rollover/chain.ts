import type { Month } from '../../calendar/month.js'
import { emptyCell, type TableRow } from '../totals-table.js'
import type { CarryLimits } from './rules.js'

/** What lets money into a chain and through it, in minor units. */
export interface ChainRule extends CarryLimits {
  readonly opening: bigint
}

/** The figures of a month, in minor units. */
export interface ExactFigures {
  readonly carriedIn: bigint
  /** `null` without a budget. */
  readonly budget: bigint | null
  readonly available: bigint
  readonly spent: bigint
  readonly remaining: bigint
  readonly carriedOut: bigint
  readonly dropped: bigint
}

/** A month of a chain, in minor units. */
export interface ExactStep extends ExactFigures {
  readonly month: Month
}

/** Carries from month to month, oldest first. A month without a budget or spending is a link like any other. */
export function chainOf(rule: ChainRule, cells: TableRow['cells'], months: readonly Month[]): ExactStep[] {
  let carriedIn = pass(rule.opening, rule)
  return months.map((month) => {
    const { budget, spent } = cells.get(month) ?? emptyCell
    const available = (budget ?? 0n) + carriedIn
    const remaining = available - spent
    const carriedOut = pass(remaining, rule)
    const step = {
      month,
      carriedIn,
      budget,
      available,
      spent,
      remaining,
      carriedOut,
      dropped: remaining - carriedOut,
    }
    carriedIn = carriedOut
    return step
  })
}

function pass(units: bigint, { carry, cap }: CarryLimits): bigint {
  if (units > 0n) {
    if (carry === 'overspent') return 0n
    return cap !== null && cap < units ? cap : units
  }
  return carry === 'unspent' ? 0n : units
}
