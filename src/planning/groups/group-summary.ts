import type { Amount } from '../../money/amount.js'
import type { UtilizationStatus } from '../../utilization/status.js'

/** A group of categories, as an app keeps it. */
export interface GroupFields {
  /** Unique among the groups. */
  readonly id: string
  /** The name that the summary shows. */
  readonly name: string
  /**
   * Its categories. A category is in at most one group.
   * @defaultValue the categories whose `groupId`, in the report or in the list of all categories, is its id
   */
  readonly categoryIds?: Iterable<string> | undefined
}

/** What was budgeted, spent and left in a group of categories. */
export interface GroupSummary {
  /** The group, or `null` for the categories that are in no group. */
  readonly groupId: string | null
  /** Its name; `null` for the categories that are in no group. */
  readonly name: string | null
  /** Its categories, in the order of the group. Those in no group have the order of the report. */
  readonly categoryIds: readonly string[]
  /** The sum of the budgets. */
  readonly budget: Amount
  /** All spending, budgeted or not, net of refunds. */
  readonly spent: Amount
  /** The part of `spent` in categories without a budget. */
  readonly unbudgetedSpent: Amount
  /** `budget - spent`; negative if more was spent. */
  readonly remaining: Amount
  /** What is on hold, in categories with and without a budget. No other figure includes it except `free`. */
  readonly held: Amount
  /** `remaining - held`; negative if more is held than remains. */
  readonly free: Amount
  /**
   * Percent, rounded half away from zero to 2 decimals. `null` without any budget, and for spending on budgets of zero.
   */
  readonly utilizationPercent: number | null
  /** Its status, computed from the exact amounts; `null` without any budget. */
  readonly status: UtilizationStatus | null
  /** How many expenses, refunds included. */
  readonly expenseCount: number
}
