import type { CivilDate } from '../../calendar/civil-date.js'
import type { Month } from '../../calendar/month.js'
import type { Amount } from '../../money/amount.js'
import type { CurrencyCode } from '../../money/currency.js'
import type { UtilizationStatus } from '../../utilization/status.js'
import type { PaceShape } from './input.js'

/** Where spending is, where it goes, and what is left for each day. */
export interface PaceFigures {
  /**
   * What an even pace would have spent by the end of today; `null` for a fixed category. In the summary: the sum of the
   * daily categories, `null` if there is none.
   */
  readonly expected: Amount | null
  /**
   * `spent - expected`: above zero for spending that is ahead of an even pace. In the summary: the sum of the daily
   * categories. `null` where `expected` is.
   */
  readonly ahead: Amount | null
  /** The known future spending that counts: after today and in the month. */
  readonly upcoming: Amount
  /**
   * What will be spent by the end of the month, as it looks today; `null` for a daily category with spending
   * before `minDays`. In the
   * summary: the sum of the categories and of unbudgeted spending, `null` if a category has `null`.
   */
  readonly projected: Amount | null
  /**
   * The status of `projected` against the budget, from the exact amounts; `over_budget` where the budget is below zero.
   * `null` where `projected` is, and in the summary without any budget.
   */
  readonly projectedStatus: UtilizationStatus | null
  /**
   * Safe to spend each day from today to the last day of the month, today included: what is left after `upcoming`,
   * divided by `daysLeft` and rounded down; `null` when the month is over. In the summary: of the month's total, so
   * unbudgeted spending and overspent categories lower it.
   */
  readonly perDay: Amount | null
  /**
   * For a daily category: whether spending is at or below an even pace, whatever is coming. For a fixed one: whether spending and
   * `upcoming` are within the budget. In the summary: whether the daily categories together are at or below an even
   * pace after paying what the others are projected to spend above their budgets; `null` without any budget.
   */
  readonly onTrack: boolean | null
}

/** The pace of a category that has a budget. */
export interface CategoryPace extends PaceFigures {
  /** The category. */
  readonly categoryId: string
  /** Its name. */
  readonly name: string
  /** Its shape. */
  readonly shape: PaceShape
  /** What was budgeted. */
  readonly budget: Amount
  /** What was spent in the month, net of refunds. An expense dated after today counts too. */
  readonly spent: Amount
  /** `budget - spent`; negative if more was spent. */
  readonly remaining: Amount
  /**
   * How many days spending is ahead of an even pace, below zero for behind. Rounded half away from zero to 2 decimals.
   * `null` for a fixed category, and for a budget of zero or less.
   */
  readonly daysAhead: number | null
}

/** The pace of a month, seen from today. */
export interface Pace {
  /** The reported month. */
  readonly month: Month
  /** The currency of all amounts. */
  readonly currency: CurrencyCode
  /** The date that counts as today. */
  readonly today: CivilDate
  /** How many days the month has. */
  readonly days: number
  /** How many of them have begun, today included: 0 before the month, all of them after it. */
  readonly daysElapsed: number
  /** How many of them are left, today included: all of them before the month, 0 after it. */
  readonly daysLeft: number
  /** The categories with a budget in the month, archived ones too, in the order they were given. */
  readonly categories: readonly CategoryPace[]
  /** The whole month, unbudgeted spending included. */
  readonly summary: PaceFigures
}
