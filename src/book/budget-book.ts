import type { MutationOptions, CallOptions } from './call-options.js'
import type { BookDocument } from './document.js'
import type { BookListener } from './events.js'
import type { BudgetsApi } from './budgets/api.js'
import type { CategoriesApi } from './categories/api.js'
import type { ExpensesApi } from './expenses/api.js'
import type { MonthsApi } from './months/api.js'
import type { Utilization } from '../utilization/report.js'
import type { SettingsApi } from './settings/api.js'

/**
 * A budget book: settings, categories, budgets and expenses of one person, or of one household. Its methods work
 * detached from it. A resolved call is stored, to the durability that the adapter declares; a rejected one changed
 * nothing, unless its code is `outcome_unknown`.
 *
 * @example
 * ```ts
 * import { createMemoryAdapter, openBudgetBook, type BudgetBook } from 'budgetbook'
 *
 * const book: BudgetBook = await openBudgetBook({ storage: createMemoryAdapter() })
 * const { id } = await book.categories.create({ name: 'Travel' })
 * await book.expenses.record({ categoryId: id, amount: '700', date: '2026-02-14' })
 * console.log((await book.utilization('2026-02')).summary.totalSpent) // => 700.00
 * ```
 */
export interface BudgetBook {
  /** Currency, limit and start day. */
  readonly settings: SettingsApi
  /** What money is budgeted for. */
  readonly categories: CategoriesApi
  /** What is budgeted, by category and month. */
  readonly budgets: BudgetsApi
  /** What is spent. */
  readonly expenses: ExpensesApi
  /** The months that a selector shows; closing and reopening one. */
  readonly months: MonthsApi
  /**
   * Reports a month from the totals that the storage keeps: no expense is read.
   *
   * @param month - `YYYY-MM`.
   * @defaultValue `month` is the current one
   * @throws `invalid_input`
   */
  utilization(month?: string, options?: CallOptions): Promise<Utilization>
  /** Everything in the book as one plain, versioned, checksummed JSON document. */
  exportBook(options?: CallOptions): Promise<BookDocument>
  /**
   * Replaces everything in the book by a document, all or nothing; no policy is asked, and closed months are replaced too.
   *
   * @throws `invalid_input` for what is no such document, `storage_corrupt` for a damaged one,
   * `storage_future_version` for one that a newer major version wrote.
   */
  importBook(document: unknown, options?: MutationOptions): Promise<void>
  /**
   * Calls `listener` after each commit, other tabs' included where the adapter can tell.
   *
   * @returns A function that ends it.
   * @throws `invalid_input`, `closed`
   */
  subscribe(listener: BookListener): () => void
  /** Grows with every change seen: for `useSyncExternalStore` and its like. */
  version(): number
  /** Closes the book, never the adapter: later calls are `closed`. */
  close(): Promise<void>
}
