import type { CivilDate } from '../../calendar/civil-date.js'
import type { Month } from '../../calendar/month.js'
import type { Budget } from '../../model/budget.js'
import type { Category } from '../../model/category.js'
import type { Settings } from '../../model/settings.js'
import type { Amount } from '../../money/amount.js'
import type { StatusThresholds } from '../../utilization/thresholds.js'

/** Which months {@link Totals} are of. */
export interface TotalsRange {
  /**
   * The first month, `YYYY-MM`, inclusive.
   * @defaultValue the first month with anything in it
   */
  readonly from?: string | undefined
  /**
   * The last month, `YYYY-MM`, inclusive.
   * @defaultValue the last month with anything in it
   */
  readonly to?: string | undefined
}

/** A month of {@link Totals}. */
export interface MonthOfTotals {
  /** The month. */
  readonly month: Month
  /** Its first day, inclusive. */
  readonly start: CivilDate
  /** Its last day, inclusive. */
  readonly end: CivilDate
  /** Whether it is closed. */
  readonly closed: boolean
  /** The limit in force: for a closed month, the limit of the day on which it was closed. `null` without a limit. */
  readonly monthlyLimit: Amount | null
}

/** What was spent in a category in a month. */
export interface MonthlySpending {
  /** The month. */
  readonly month: Month
  /** The category. */
  readonly categoryId: string
  /** Net of refunds. */
  readonly spent: Amount
  /** How many expenses, refunds included. */
  readonly expenseCount: number
}

/**
 * The budgets of several months and what was spent in them, read at one instant. The functions of
 * `budgetbook/planning` take it as it is, and so does `computeUtilization`.
 */
export interface Totals {
  /** The book's settings. */
  readonly settings: Settings
  /** All categories in the user's order, archived ones too. */
  readonly categories: readonly Category[]
  /**
   * The months, oldest first. If the range has a beginning and an end, every month of it; otherwise those with a budget
   * or an expense, and closed ones.
   */
  readonly months: readonly MonthOfTotals[]
  /** The budgets of the months: by month, within a month in the order of their creation. */
  readonly budgets: readonly Budget[]
  /** What was spent: by month, within a month in the user's order of the categories. */
  readonly spending: readonly MonthlySpending[]
  /** The thresholds that the book was opened with, so that reports made of the totals have the statuses of the book. */
  readonly thresholds: Partial<StatusThresholds>
}
