import type { Month } from '../calendar/month.js'
import type { Amount } from '../money/amount.js'
import type { CurrencyCode } from '../money/currency.js'
import type { Compliance } from './compliance.js'
import type { UtilizationStatus } from './status.js'

/** What was budgeted, spent and left in a category that has a budget. */
export interface CategoryUtilization {
  /** The category. */
  readonly categoryId: string
  /** Its name. */
  readonly name: string
  /** What was budgeted, zero or more. */
  readonly budget: Amount
  /** What was spent, net of refunds. */
  readonly spent: Amount
  /** `budget - spent`; negative if more was spent. */
  readonly remaining: Amount
  /** Percent, rounded half away from zero to 2 decimals; `null` for spending on a budget of zero. */
  readonly utilizationPercent: number | null
  /** Its status, computed from the exact amounts. */
  readonly status: UtilizationStatus
  /** How many expenses, refunds included. */
  readonly expenseCount: number
  /** What is on hold. It is not spent yet, and no other figure includes it except `free`. */
  readonly held: Amount
  /** `remaining - held`; negative if more is held than remains. */
  readonly free: Amount
  /** Its group; `null` if it is in none. Absent in a report in which no category is in a group. */
  readonly groupId?: string | null
}

/** Spending or holds in a category that has no budget in the month. */
export interface UnbudgetedSpending {
  /** The category. */
  readonly categoryId: string
  /** Its name. */
  readonly name: string
  /** What was spent, net of refunds. */
  readonly spent: Amount
  /** How many expenses, refunds included. */
  readonly expenseCount: number
  /** What is on hold. */
  readonly held: Amount
  /** Its group; `null` if it is in none. Absent in a report in which no category is in a group. */
  readonly groupId?: string | null
}

/** The whole month. */
export interface UtilizationSummary {
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
  /** How many categories have each status. */
  readonly statusCounts: Readonly<Record<UtilizationStatus, number>>
  /** How many expenses in the month, budgeted or not. */
  readonly expenseCount: number
  /** What is on hold in the month, budgeted or not. */
  readonly held: Amount
  /** `totalRemaining - held`. */
  readonly free: Amount
}

/** The report of one month. */
export interface Utilization {
  /** The reported month. */
  readonly month: Month
  /** The currency of all amounts. */
  readonly currency: CurrencyCode
  /** The categories with a budget in the month, archived ones too, in the order they were given. */
  readonly categories: readonly CategoryUtilization[]
  /** Spending and holds in categories without a budget in the month, in the order the categories were given. */
  readonly unbudgeted: readonly UnbudgetedSpending[]
  /** The whole month. */
  readonly summary: UtilizationSummary
  /** The total of the budgets, compared with the monthly limit. */
  readonly compliance: Compliance
}
