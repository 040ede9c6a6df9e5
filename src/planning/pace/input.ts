import type { AmountInput } from '../../money/amount.js'
import type { UtilizationInput } from '../../utilization/input.js'

/**
 * How a category spends its budget: `'daily'` a little each day, as for groceries; `'fixed'` in one or a few bills, as
 * for the rent.
 */
export type PaceShape = 'daily' | 'fixed'

/** The shape of a category. */
export interface CategoryShape {
  /** The category. It has one shape at most. */
  readonly categoryId: string
  /** Its shape. */
  readonly shape: PaceShape
}

/** Spending that is known before it is recorded: a scheduled bill, or money that is held. */
export interface UpcomingSpending {
  /** The category, with or without a budget. */
  readonly categoryId: string
  /** Zero or more. */
  readonly amount: AmountInput
  /** `YYYY-MM-DD`. Only a date after today and in the month counts. */
  readonly date: string
}

/**
 * What `computePace` takes: the input of `computeUtilization`, and today's date. A budget may be below zero here, so the
 * `available` of a rollover can be passed as a budget.
 */
export type PaceInput = UtilizationInput & {
  /** Today's date, `YYYY-MM-DD`: before, in or after the month. */
  readonly today: string
  /**
   * The shapes of categories. A category that is absent is `'daily'`.
   * @defaultValue none
   */
  readonly shapes?: Iterable<CategoryShape> | undefined
  /**
   * Known future spending. Do not pass what is recorded as an expense already. Every row is checked, also one whose
   * date does not count.
   * @defaultValue none
   */
  readonly upcoming?: Iterable<UpcomingSpending> | undefined
  /**
   * From which day of the month on the spending of daily categories is projected, 0 to 31. A projection from one or
   * two days is noise.
   * @defaultValue 3
   */
  readonly minDays?: number | undefined
}
