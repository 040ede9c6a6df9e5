import type { CallOptions, ExportOptions, MutationOptions, ProgressOptions } from './call-options.js'
import type { BookDocument } from './document/book-document.js'
import type { BookListener } from './events.js'
import type { BudgetsApi } from './budgets/api.js'
import type { CategoriesApi } from './categories/api.js'
import type { ExpensesApi } from './expenses/api.js'
import type { GroupsApi } from './groups/api.js'
import type { HistoryApi } from './history/api.js'
import type { HoldsApi } from './holds/api.js'
import type { MonthsApi } from './months/api.js'
import type { PaceOptions } from './totals/pace-options.js'
import type { Totals, TotalsRange } from './totals/totals.js'
import type { Pace } from '../planning/pace/pace.js'
import type { Rollover } from '../planning/rollover/rollover.js'
import type { CivilDate } from '../calendar/civil-date.js'
import type { Utilization } from '../utilization/report.js'
import type { SettingsApi } from './settings/api.js'

/**
 * A budget book: the settings, categories, budgets and expenses of one person or one household. You may detach its
 * methods. When a call resolves, its change is stored as durably as the adapter declares. When a call rejects,
 * nothing has changed, unless the code is `outcome_unknown`.
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
  /** The things that money is budgeted for. */
  readonly categories: CategoriesApi
  /** The groups of categories. */
  readonly groups: GroupsApi
  /** The budgets, by category and month. */
  readonly budgets: BudgetsApi
  /** The expenses and refunds. */
  readonly expenses: ExpensesApi
  /** Money that is set aside before it is spent. */
  readonly holds: HoldsApi
  /** Who changed what, and undoing it. */
  readonly history: HistoryApi
  /** The months: list, close and reopen them. */
  readonly months: MonthsApi
  /**
   * Reports a month from the totals that the storage keeps. It does not read the expenses. The report is frozen. If it
   * says the same as the last report of its month, it is the same object (`===`).
   *
   * @param month - `YYYY-MM`.
   * @defaultValue `month` is the current one
   * @throws `invalid_input`
   */
  utilization(month?: string, options?: CallOptions): Promise<Utilization>
  /**
   * The budgets of several months and what was spent in them, from the totals that the storage keeps, read at one
   * instant. It does not read the expenses. The functions of `budgetbook/planning` take the result as it is.
   *
   * @throws `invalid_input`, also for `from` after `to`, and for more than 1,200 months from one to the other
   *
   * @example
   * ```ts
   * import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
   *
   * const book = await openBudgetBook({ storage: createMemoryAdapter() })
   * const { id } = await book.categories.create({ name: 'Travel' })
   * await book.expenses.record({ categoryId: id, amount: '700', date: '2026-02-14' })
   * const { months, spending } = await book.totals({ from: '2026-01', to: '2026-03' })
   * console.log(months.length, spending[0]?.month, spending[0]?.spent) // => 3 2026-02 700.00
   * ```
   */
  totals(range?: TotalsRange, options?: CallOptions): Promise<Totals>
  /**
   * What the categories with a `rollover` rule carry into a month and out of it, with every month since the rule began.
   * It is computed from totals each time, so an expense that is recorded or corrected later is in every month after
   * it. Reports and policies do not see carries: a carry is old plan, not new plan.
   *
   * @param month - `YYYY-MM`.
   * @defaultValue `month` is the current one
   * @throws `invalid_input`, also if the earliest rule began more than 1,200 months before
   *
   * @example
   * ```ts
   * import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
   *
   * const book = await openBudgetBook({ storage: createMemoryAdapter() })
   * const car = await book.categories.create({ name: 'Car', rollover: { from: '2026-01', cap: '50' } })
   * await book.budgets.create({ categoryId: car.id, month: '2026-01', amount: '100' })
   * await book.expenses.record({ categoryId: car.id, amount: '40', date: '2026-01-20' })
   * const { categories } = await book.rollover('2026-02')
   * console.log(categories[0]?.carriedIn, categories[0]?.steps[0]?.dropped) // => 50.00 10.00
   * ```
   */
  rollover(month?: string, options?: CallOptions): Promise<Rollover>
  /**
   * Where spending in a month should be today, where it will end, and what is safe to spend each day, from the totals
   * that the storage keeps. It is `computePace` of `budgetbook/planning`, with today's date of the book. Open holds are
   * upcoming spending; a hold of today or earlier is expected tomorrow.
   *
   * @param month - `YYYY-MM`.
   * @defaultValue `month` is the current one
   * @throws `invalid_input`, as `computePace`
   *
   * @example
   * ```ts
   * import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
   *
   * const now = () => new Date('2026-04-10T12:00:00Z')
   * const book = await openBudgetBook({ storage: createMemoryAdapter(), now, timeZone: 'UTC' })
   * const food = await book.categories.create({ name: 'Food' })
   * await book.budgets.create({ categoryId: food.id, month: '2026-04', amount: '300' })
   * await book.expenses.record({ categoryId: food.id, amount: '120' })
   * const { summary } = await book.pace()
   * console.log(summary.expected, summary.projected, summary.perDay) // => 100.00 360.00 8.57
   * ```
   */
  pace(month?: string, options?: PaceOptions): Promise<Pace>
  /**
   * Today's date in the book's time zone.
   *
   * @throws `invalid_input` if the clock of the app gives no valid time
   */
  today(): CivilDate
  /**
   * Exports everything in the book as one plain JSON document with a version and a checksum. After the storage has
   * returned the book, the call keeps giving way to other events.
   *
   * @throws `history_unsupported` if the history is asked for and the storage keeps none
   */
  exportBook(options?: ExportOptions): Promise<BookDocument>
  /**
   * Replaces everything in the book with the contents of a document, all or nothing. Closed months are replaced too.
   * The policy is not asked. The call gives way to other events until it stores, so do not change the document
   * meanwhile.
   *
   * @throws `invalid_input` if it is not a document of `exportBook`, `storage_corrupt` if it is damaged,
   * `storage_future_version` if a newer major version wrote it.
   */
  importBook(document: unknown, options?: MutationOptions & ProgressOptions): Promise<void>
  /**
   * Calls `listener` after each commit, also after a commit of another tab if the adapter hears of it.
   *
   * @returns A function that ends the subscription.
   * @throws `invalid_input`, `closed`
   */
  subscribe(listener: BookListener): () => void
  /** A number that grows with every change that the book sees. Use it with `useSyncExternalStore`, for example. */
  version(): number
  /** Closes the book, not the adapter. Later calls throw `closed`. */
  close(): Promise<void>
}
