import type { StatusThresholds } from './thresholds.js'

/** The fields of `Settings` that a report needs. */
export interface SettingsFields {
  /** ISO 4217 code. */
  readonly currency: string
  /** Plain decimal text, zero or more; `null` or absent where there is no limit. */
  readonly monthlyLimit?: string | null | undefined
  /** 1 to 28; 1 where it is absent. */
  readonly monthStartDay?: number | undefined
}

/** The fields of `Category` that a report needs. */
export interface CategoryFields {
  /** Unique among the categories. */
  readonly id: string
  /** As the report shows it. */
  readonly name: string
}

/** The fields of `Budget` that a report needs. */
export interface BudgetFields {
  /** One of the categories, if the budget is of the month reported. */
  readonly categoryId: string
  /** `YYYY-MM`. */
  readonly month: string
  /** Plain decimal text, zero or more. */
  readonly amount: string
}

/** The fields of `Expense` that a report needs. */
export interface ExpenseFields {
  /** One of the categories, if the expense is of the month reported. */
  readonly categoryId: string
  /** `YYYY-MM-DD`. */
  readonly date: string
  /** Plain decimal text; negative for a refund. */
  readonly amount: string
}

/** What was spent in a category in the month: a total kept instead of the expenses. */
export interface SpendingFields {
  /** One of the categories. */
  readonly categoryId: string
  /** Plain decimal text, net of refunds. */
  readonly spent: string
  /** How many expenses, refunds included. */
  readonly expenseCount: number
}

/**
 * What {@link computeUtilization} takes: plain entities, brands not required, other fields ignored.
 */
export type UtilizationInput = {
  /** The month to report, `YYYY-MM`. */
  readonly month: string
  /** The book's settings. */
  readonly settings: SettingsFields
  /** All categories, in the order in which the report shall list them. */
  readonly categories: Iterable<CategoryFields>
  /** Budgets of any month; those of `month` are picked out. */
  readonly budgets: Iterable<BudgetFields>
  /** What is absent is the default. */
  readonly thresholds?: Partial<StatusThresholds> | undefined
} & (
  | {
      /** Expenses of any month; those of `month` are picked out. */
      readonly expenses: Iterable<ExpenseFields>
      /** Not beside expenses. */
      readonly spending?: undefined
    }
  | {
      /** The month's totals by category, in place of its expenses. */
      readonly spending: Iterable<SpendingFields>
      /** Not beside spending. */
      readonly expenses?: undefined
    }
)
