import type { CivilDate } from '../../calendar/civil-date.js'
import type { Amount } from '../../money/amount.js'
import type { BudgetFields, ExpenseFields, UtilizationInput } from '../../utilization/input.js'
import type { UtilizationStatus } from '../../utilization/status.js'

/**
 * A figure of a report. `category` and `summary` are the whole: all figures of a category, or of the month. In a summary,
 * `budget`, `spent` and `remaining` are the totals.
 */
export type ExplainedFigure =
  | 'category'
  | 'summary'
  | 'budget'
  | 'spent'
  | 'unbudgetedSpent'
  | 'remaining'
  | 'utilizationPercent'
  | 'status'

/**
 * How a value follows from its parts, `of`:
 *
 * - `figures`: the parts are figures side by side. Nothing is computed, and the value is `null`.
 * - `sum`: all parts added up; zero without parts.
 * - `difference`: the first part minus the second.
 * - `ratio`: the first part in percent of the second, rounded half away from zero to 2 decimals. Of a second part of
 *   zero, it is `null` if the first is above zero, else 0.
 * - `threshold`: the status of the first part against the second, from the exact amounts and the thresholds.
 * - `no_budget`: `null`, because the month has no budget.
 */
export type ExplanationRule = 'figures' | 'sum' | 'difference' | 'ratio' | 'threshold' | 'no_budget'

/** An amount that was passed in: a budget, an expense, or a total of expenses. */
export interface ExplanationLeaf {
  /** The amount. */
  readonly amount: Amount
  /** The budget's id, if it has one that is text. */
  readonly budgetId?: string
  /** The expense's id, if it has one that is text. */
  readonly expenseId?: string
  /** The expense's date. Totals have none. */
  readonly date?: CivilDate
}

/** A figure, the rule that it follows, and what it is made of. */
export interface Explanation {
  /** Which figure. */
  readonly figure: ExplainedFigure
  /** The category that the figure is of; `null` for the month as a whole. */
  readonly categoryId: string | null
  /** The value that the report has: an amount, a percentage, or a status. */
  readonly value: Amount | number | UtilizationStatus | null
  /** How the value follows from `of`. */
  readonly rule: ExplanationRule
  /** What the value is made of, in the order that the rule needs. */
  readonly of: readonly (Explanation | ExplanationLeaf)[]
}

/** The fields of `Budget` that an explanation needs. */
export interface ExplainedBudgetFields extends BudgetFields {
  /** The leaf names the budget by this, if it is text. */
  readonly id?: unknown
}

/** The fields of `Expense` that an explanation needs. */
export interface ExplainedExpenseFields extends ExpenseFields {
  /** The leaf names the expense by this, if it is text. */
  readonly id?: unknown
}

/** What {@link explainUtilization} takes: the input of `computeUtilization`. Budgets and expenses may have ids. */
export type ExplanationInput = Omit<UtilizationInput, 'budgets' | 'expenses' | 'spending'> & {
  /** Budgets of any month; those of `month` are picked out. */
  readonly budgets: Iterable<ExplainedBudgetFields>
} & (
    | {
        /** Expenses of any month; those of `month` are picked out. */
        readonly expenses: Iterable<ExplainedExpenseFields>
        /** Not beside expenses. */
        readonly spending?: undefined
      }
    | {
        /** Totals by category, instead of expenses. Totals of other months are ignored. */
        readonly spending: NonNullable<UtilizationInput['spending']>
        /** Not beside spending. */
        readonly expenses?: undefined
      }
  )
