import type { Month } from '../../calendar/month.js'
import type { Amount } from '../../money/amount.js'
import type { CurrencyCode } from '../../money/currency.js'
import type { UtilizationStatus } from '../../utilization/status.js'

/** One month of a {@link MonthsSummary}: the figures of its own report. */
export interface SummarizedMonth {
  /** The month. */
  readonly month: Month
  /** Whether the month is over. Only complete months count for means and medians. */
  readonly complete: boolean
  /** The sum of all budgets. */
  readonly totalBudget: Amount
  /** All spending of the month, budgeted or not. */
  readonly totalSpent: Amount
  /** The part of `totalSpent` in categories without a budget. */
  readonly unbudgetedSpent: Amount
  /** `totalBudget - totalSpent`. */
  readonly totalRemaining: Amount
  /**
   * Percent, rounded half away from zero to 2 decimals. `null` without any budget, and for spending on a total of
   * zero.
   */
  readonly utilizationPercent: number | null
  /** The status of the month; `null` without any budget. */
  readonly status: UtilizationStatus | null
  /** How many expenses in the month, refunds included. */
  readonly expenseCount: number
}

/** A month of a category, for a chart. */
export interface CategoryMonth {
  /** The month. */
  readonly month: Month
  /** `null` without a budget. */
  readonly budget: Amount | null
  /** Net of refunds. */
  readonly spent: Amount
}

/** A category over several months. */
export interface SummarizedCategory {
  /** The category. */
  readonly categoryId: string
  /** Its name. */
  readonly name: string
  /** The sum of its budgets. */
  readonly budget: Amount
  /** What was spent in all months, net of refunds. */
  readonly spent: Amount
  /** `budget - spent`. */
  readonly remaining: Amount
  /**
   * Its part of all spending, in percent, rounded half away from zero to 2 decimals. `null` where all spending together
   * is not above zero.
   */
  readonly share: number | null
  /** The mean spending of a counted month, rounded half away from zero; `null` if no month counts. */
  readonly mean: Amount | null
  /** The median spending of the counted months, rounded half away from zero; `null` if no month counts. */
  readonly median: Amount | null
  /** The least spending of a counted month; `null` if no month counts. */
  readonly least: Amount | null
  /** The most spending of a counted month; `null` if no month counts. */
  readonly most: Amount | null
  /** How many months count: complete ones, from the first month in which the category had a budget or an expense. */
  readonly monthsCounted: number
  /** Every month of the range, oldest first. */
  readonly series: readonly CategoryMonth[]
}

/** All months and all categories together. */
export interface MonthsTotal {
  /** The sum of all budgets. */
  readonly budget: Amount
  /** All spending, budgeted or not. */
  readonly spent: Amount
  /** `budget - spent`. */
  readonly remaining: Amount
  /**
   * Percent, rounded half away from zero to 2 decimals. `null` without any budget, and for spending on a total of
   * zero.
   */
  readonly utilizationPercent: number | null
  /** The status of the spending against the budgets; `null` without any budget. */
  readonly status: UtilizationStatus | null
  /** How many expenses, refunds included. */
  readonly expenseCount: number
}

/** Several months side by side. */
export interface MonthsSummary {
  /** The currency of all amounts. */
  readonly currency: CurrencyCode
  /** Every month of the range, oldest first. */
  readonly months: readonly SummarizedMonth[]
  /**
   * The categories with a budget or an expense in the range, archived ones too. The largest spending is first; equal
   * ones keep the order of the categories.
   */
  readonly categories: readonly SummarizedCategory[]
  /** The whole range. If it begins in January, this is the year to date. */
  readonly total: MonthsTotal
}
