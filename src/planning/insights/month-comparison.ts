import type { Month } from '../../calendar/month.js'
import type { Amount } from '../../money/amount.js'
import type { CurrencyCode } from '../../money/currency.js'

/** An amount in two months. */
export interface AmountChange {
  /** In the first report. */
  readonly before: Amount
  /** In the second report. */
  readonly after: Amount
  /** `after - before`. */
  readonly change: Amount
  /**
   * `change` in percent of the size of `before`, rounded half away from zero to 2 decimals, so it has the sign of
   * `change`. 0 without a change; `null` for a change from zero.
   */
  readonly changePercent: number | null
}

/** A budget in two months. */
export interface BudgetChange {
  /** In the first report; `null` without a budget, which counts as zero. */
  readonly before: Amount | null
  /** In the second report; `null` without a budget, which counts as zero. */
  readonly after: Amount | null
  /** `after - before`. */
  readonly change: Amount
  /** As in {@link AmountChange}. */
  readonly changePercent: number | null
}

/** A category in two months. */
export interface ComparedCategory {
  /** The category. */
  readonly categoryId: string
  /** Its name, as the second report has it if both do. */
  readonly name: string
  /** Its budgets. */
  readonly budget: BudgetChange
  /** Its spending, net of refunds. */
  readonly spent: AmountChange
  /** The report that does not list the category; `null` if both do. */
  readonly missingIn: 'before' | 'after' | null
}

/** Two months side by side. */
export interface MonthComparison {
  /** The month of the first report. */
  readonly before: Month
  /** The month of the second report. */
  readonly after: Month
  /** The currency of all amounts. */
  readonly currency: CurrencyCode
  /** The categories of the second report, in its order, budgeted ones first; then those that only the first one has. */
  readonly categories: readonly ComparedCategory[]
  /** The sums of the categories. */
  readonly total: {
    /** All budgets. */
    readonly budget: AmountChange
    /** All spending, budgeted or not. */
    readonly spent: AmountChange
  }
}
