import type { AmountInput } from '../money/amount.js'
import type { StatusThresholds } from './thresholds.js'

/** The fields of `Settings` that a report needs. */
export interface SettingsFields {
  /** ISO 4217 code. */
  readonly currency: string
  /** Zero or more; `null` or absent for no limit. */
  readonly monthlyLimit?: AmountInput | null | undefined
  /** 1 to 28; 1 if absent. */
  readonly monthStartDay?: number | undefined
}

/** The fields of `Category` that a report needs. */
export interface CategoryFields {
  /** Unique among the categories. */
  readonly id: string
  /** The name that the report shows. */
  readonly name: string
  /** Its group; `null` or absent if it is in none. */
  readonly groupId?: string | null | undefined
}

/** The fields of `Budget` that a report needs. */
export interface BudgetFields {
  /** One of the categories, if the budget belongs to the reported month. */
  readonly categoryId: string
  /** `YYYY-MM`. */
  readonly month: string
  /** Zero or more. */
  readonly amount: AmountInput
}

/** The fields of `Expense` that a report needs. */
export interface ExpenseFields {
  /** One of the categories, if the expense belongs to the reported month. */
  readonly categoryId: string
  /** `YYYY-MM-DD`. */
  readonly date: string
  /** Negative for a refund. */
  readonly amount: AmountInput
}

/** What was spent in a category in a month: a total that replaces the expenses. */
export interface SpendingFields {
  /** One of the categories. */
  readonly categoryId: string
  /** `YYYY-MM`. A row without a month belongs to the reported month. */
  readonly month?: string | undefined
  /** Net of refunds. */
  readonly spent: AmountInput
  /** How many expenses, refunds included. */
  readonly expenseCount: number
}

/** The fields of `Hold` that a report needs. */
export interface HoldFields {
  /** One of the categories, if the hold belongs to the reported month. */
  readonly categoryId: string
  /** `YYYY-MM-DD`. */
  readonly date: string
  /** Above zero. */
  readonly amount: AmountInput
  /** From this instant on the hold does not count; `null` or absent if it never expires. */
  readonly expiresAt?: string | null | undefined
}

/**
 * What {@link computeUtilization} takes: plain entities. Brands are not needed, and other fields are ignored.
 */
export type UtilizationInput = {
  /** The month to report, `YYYY-MM`. */
  readonly month: string
  /** The book's settings. */
  readonly settings: SettingsFields
  /** All categories. The report keeps their order. */
  readonly categories: Iterable<CategoryFields>
  /** Budgets of any month; those of `month` are picked out. */
  readonly budgets: Iterable<BudgetFields>
  /** A threshold that is absent has its default. */
  readonly thresholds?: Partial<StatusThresholds> | undefined
  /** Holds of any month; those of `month` are picked out. Without them, nothing is held. */
  readonly holds?: Iterable<HoldFields> | undefined
  /** The present instant, an ISO text. Needed if a hold expires. */
  readonly now?: string | undefined
} & (
  | {
      /** Expenses of any month; those of `month` are picked out. */
      readonly expenses: Iterable<ExpenseFields>
      /** Not beside expenses. */
      readonly spending?: undefined
    }
  | {
      /** Totals by category, instead of expenses. Totals of other months are ignored. */
      readonly spending: Iterable<SpendingFields>
      /** Not beside spending. */
      readonly expenses?: undefined
    }
)
