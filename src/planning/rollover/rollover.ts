import type { Month } from '../../calendar/month.js'
import type { Amount } from '../../money/amount.js'
import type { CurrencyCode } from '../../money/currency.js'
import type { UtilizationStatus } from '../../utilization/status.js'

/** A month of the chain of a category. */
export interface RolloverStep {
  /** The month. */
  readonly month: Month
  /** What came from the month before; in the first month, what the rule lets in of its `opening`. */
  readonly carriedIn: Amount
  /** What was budgeted; `null` without a budget, which counts as zero. */
  readonly budget: Amount | null
  /** `budget + carriedIn`; negative if more is missing than was budgeted. */
  readonly available: Amount
  /** What was spent, net of refunds, with or without a budget. */
  readonly spent: Amount
  /** `available - spent`. */
  readonly remaining: Amount
  /** What goes into the next month: what the rule lets pass of `remaining`. */
  readonly carriedOut: Amount
  /** `remaining - carriedOut`: above zero for money that is given up, below zero for overspending that is forgiven. */
  readonly dropped: Amount
}

/** A category with a rule: its figures of the reported month, and the months that led to them. */
export interface CategoryRollover extends RolloverStep {
  /** The category. */
  readonly categoryId: string
  /** Its name. */
  readonly name: string
  /**
   * `spent` in percent of `available`, rounded half away from zero to 2 decimals. `null` for spending where nothing is
   * available, and where `available` is below zero.
   */
  readonly utilizationPercent: number | null
  /** The status of `spent` against `available`, from the exact amounts; `over_budget` where that is below zero. */
  readonly status: UtilizationStatus
  /** Every month from the first of the rule to the reported one, without gaps. The last has the figures above. */
  readonly steps: readonly RolloverStep[]
}

/** The sums of the categories of a {@link Rollover} in the reported month. */
export interface RolloverSummary {
  /** What came from the month before. */
  readonly carriedIn: Amount
  /** What was budgeted. */
  readonly budget: Amount
  /** `budget + carriedIn`. */
  readonly available: Amount
  /** What was spent, net of refunds. */
  readonly spent: Amount
  /** `available - spent`. */
  readonly remaining: Amount
  /** What goes into the next month. */
  readonly carriedOut: Amount
  /** `remaining - carriedOut`, of this month only. */
  readonly dropped: Amount
}

/** What categories carry from month to month. */
export interface Rollover {
  /** The reported month. */
  readonly month: Month
  /** The currency of all amounts. */
  readonly currency: CurrencyCode
  /** The categories whose rule has begun, in the order of all categories. */
  readonly categories: readonly CategoryRollover[]
  /** Their sums in the reported month. */
  readonly summary: RolloverSummary
}
