import type {
  BudgetFields,
  CategoryFields,
  ExpenseFields,
  SettingsFields,
  SpendingFields,
} from '../utilization/input.js'
import type { StatusThresholds } from '../utilization/thresholds.js'

/** The fields of `Category` that planning needs. */
export interface PlannedCategoryFields extends CategoryFields {
  /** Whether the category takes no new budgets. */
  readonly archived?: boolean | undefined
}

/** What was spent in a category in a month: a total that replaces the expenses. */
export interface MonthlySpendingFields extends SpendingFields {
  /** `YYYY-MM`. */
  readonly month: string
}

/**
 * Budgets and spending of several months: what `book.totals` gives, or rows that come from elsewhere. Other fields are
 * ignored.
 */
export type TotalsFields = {
  /** The book's settings. */
  readonly settings: SettingsFields
  /** All categories. Reports keep their order. */
  readonly categories: Iterable<PlannedCategoryFields>
  /** Budgets of any month. */
  readonly budgets: Iterable<BudgetFields>
  /** A threshold that is absent has its default. */
  readonly thresholds?: Partial<StatusThresholds> | undefined
} & (
  | {
      /** Expenses of any month. */
      readonly expenses: Iterable<ExpenseFields>
      /** Not beside expenses. */
      readonly spending?: undefined
    }
  | {
      /** Totals by month and category, instead of expenses. */
      readonly spending: Iterable<MonthlySpendingFields>
      /** Not beside spending. */
      readonly expenses?: undefined
    }
)
