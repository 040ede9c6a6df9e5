import type { AmountInput } from '../money/amount.js'
import type { BudgetFields, CategoryFields, ExpenseFields, SettingsFields } from '../utilization/input.js'

/** The programs that a journal can be written for. */
export type JournalFormatName = 'hledger' | 'beancount'

/** How a journal is written. */
export interface JournalOptions {
  /** The program that will read it. */
  readonly format: JournalFormatName
  /**
   * The account that expenses are paid from. For beancount it is an account of `Assets`, `Liabilities`, `Equity` or
   * `Income`; for hledger it has any name, and is not `Expenses` or below.
   * @defaultValue `'Assets:Checking'`
   */
  readonly paidFrom?: string | undefined
}

/** The fields of `CategoryGroup` that a journal needs. */
export interface JournalGroupFields {
  /** Unique among the groups. */
  readonly id: string
  /** The name that its account is made of. */
  readonly name: string
}

/** The fields of `OriginalAmount` that a journal needs. */
export interface JournalOriginalFields {
  /** In `currency`; below zero for a refund. */
  readonly amount: AmountInput
  /** ISO 4217 code. */
  readonly currency: string
  /** How many units of the book's currency one unit of `currency` was worth: plain decimal text. */
  readonly rate: string
}

/** The fields of `Expense` that a journal needs. */
export interface JournalExpenseFields extends ExpenseFields {
  /** Orders the expenses of a day. */
  readonly id?: string | undefined
  /** What it was for. */
  readonly description?: string | undefined
  /** What it was in another currency; `null` or absent if it was in the book's own. */
  readonly original?: JournalOriginalFields | null | undefined
}

/** What both writers of journals take, without the expenses. */
export interface JournalPlanInput {
  /** The book's settings. */
  readonly settings: SettingsFields
  /** All categories, archived ones too. The journal keeps their order. */
  readonly categories: Iterable<CategoryFields>
  /** The groups of the categories. Without them, categories are in no group. */
  readonly groups?: Iterable<JournalGroupFields> | undefined
  /** All budgets. */
  readonly budgets: Iterable<BudgetFields>
}

/**
 * What {@link writeJournal} takes: a `BookDocument`, or plain entities. Brands are not needed, and other fields are
 * ignored.
 */
export interface JournalInput extends JournalPlanInput {
  /** All expenses. */
  readonly expenses: Iterable<JournalExpenseFields>
}

/** What {@link writeJournalStream} takes: as {@link JournalInput}, but the expenses may come bit by bit. */
export interface JournalStreamInput extends JournalPlanInput {
  /** All expenses, such as `book.expenses.all()`. */
  readonly expenses: AsyncIterable<JournalExpenseFields> | Iterable<JournalExpenseFields>
}
