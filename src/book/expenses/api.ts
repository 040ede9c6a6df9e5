import type { AmountInput } from '../../money/amount.js'
import type { Expense } from '../../model/expense.js'
import type { MetadataInput } from '../../model/metadata.js'
import type { CallOptions, MutationOptions } from '../call-options.js'
import type { ExpenseFilter, ExpensePage } from './expense-pages.js'

/** An expense to be recorded. */
export interface NewExpense {
  /** A category that is not archived; it needs no budget. */
  readonly categoryId: string
  /** Above zero for an expense, below zero for a refund; zero is refused. */
  readonly amount: AmountInput
  /**
   * The day it counts for, `YYYY-MM-DD`.
   * @defaultValue today, in the book's time zone
   */
  readonly date?: string | undefined
  /**
   * Up to 500 characters.
   * @defaultValue `''`
   */
  readonly description?: string | undefined
  /**
   * The app's own, at most 4 KiB as JSON.
   * @defaultValue `{}`
   */
  readonly metadata?: MetadataInput | undefined
}

/** What to change in an expense, as in {@link NewExpense}; what is absent stays as it is. */
export type ExpensePatch = { readonly [Field in keyof NewExpense]?: NewExpense[Field] | undefined }

/** The expenses of a book. Recording asks no policy: what is spent is spent. */
export interface ExpensesApi {
  /**
   * Records an expense or a refund.
   * @throws `not_found`, `category_archived`, `month_closed`
   */
  record(expense: NewExpense, options?: MutationOptions): Promise<Expense>
  /**
   * Records many in one commit: all or none. The path of an issue starts with `'expenses'` and the position of the expense.
   * @throws as `record`
   */
  recordMany(expenses: readonly NewExpense[], options?: MutationOptions): Promise<Expense[]>
  /**
   * Changes an expense; another date may move it to another month.
   * @throws `not_found`, `category_archived` for a move to an archived category, `month_closed` for either month
   */
  update(id: string, patch: ExpensePatch, options?: MutationOptions): Promise<Expense>
  /**
   * Removes an expense.
   * @throws `not_found`, `month_closed`
   */
  remove(id: string, options?: MutationOptions): Promise<void>
  /**
   * An expense by id.
   * @throws `not_found`
   */
  get(id: string, options?: CallOptions): Promise<Expense>
  /** Lists expenses, newest first: by date, then createdAt, then id, all descending. Filters intersect. */
  list(filter?: ExpenseFilter, options?: CallOptions): Promise<ExpensePage>
}
