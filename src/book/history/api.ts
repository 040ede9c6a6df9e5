import type { HistoryEntry } from '../../storage/history.js'
import type { CallOptions, MutationOptions } from '../call-options.js'

/** Which entries to list. An entry must pass every filter. An entry of work on the whole book passes all of them. */
export interface HistoryFilter {
  /** Only entries that change a budget, an expense or a hold of this month, `YYYY-MM`, or close or reopen it. */
  readonly month?: string | undefined
  /** Only entries that change this category, or one of its budgets, expenses or holds. */
  readonly categoryId?: string | undefined
  /**
   * The size of a page, 1 to 1,000. A page ends sooner after the entry that reaches 20,000 changes.
   * @defaultValue 100
   */
  readonly limit?: number | undefined
  /** The `nextCursor` of the page before, with the same filters. `null` or absent for the first page. */
  readonly cursor?: string | null | undefined
}

/** A page of entries. */
export interface HistoryPage {
  /** The entries, newest first. */
  readonly items: readonly HistoryEntry[]
  /** The cursor of the next page; `null` on the last page. It stays valid while entries come and go. */
  readonly nextCursor: string | null
}

/**
 * Who changed what, and when. A book keeps a history if it was opened with `history`, on a storage that supports it:
 * memory, IndexedDB and SQL.
 */
export interface HistoryApi {
  /**
   * Returns one entry. An entry never changes, so an app may look at it first, and then decide who may undo it.
   * @throws `not_found` if there is no such entry, or if the book no longer keeps it; `history_unsupported` if the storage
   * cannot keep a history
   *
   * @example
   * ```ts
   * import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
   *
   * const book = await openBudgetBook({ storage: createMemoryAdapter(), history: { keep: 'all' } })
   * await book.settings.update({ monthlyLimit: '5000' }, { actor: 'ana' })
   * const { items } = await book.history.list({ limit: 1 })
   * const { actor, changes } = await book.history.get(items[0]?.id ?? '')
   * console.log(actor, changes !== 'whole_book' && changes.some(({ type }) => type === 'settings')) // => ana true
   * ```
   */
  get(entryId: string, options?: CallOptions): Promise<HistoryEntry>
  /**
   * Lists the entries, newest first: one for each commit that changed something. With a filter it reads entries until
   * the page is full.
   * @throws `history_unsupported` if the storage cannot keep a history
   *
   * @example
   * ```ts
   * import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
   *
   * const book = await openBudgetBook({ storage: createMemoryAdapter(), history: { keep: 'all' } })
   * await book.categories.create({ name: 'Travel' }, { actor: 'ana' })
   * const { items } = await book.history.list()
   * for (const { actor, changes } of items) {
   *   if (changes === 'whole_book') continue
   *   for (const { type, before, after } of changes) console.log(actor, type, before, after?.['name'])
   * }
   * // => ana category null Travel
   * ```
   */
  list(filter?: HistoryFilter, options?: CallOptions): Promise<HistoryPage>
  /**
   * Undoes one entry, and nothing that came after it. The undo is a new commit with its own entry. To redo, undo that
   * entry. The allocation policy decides on budgets. The spending policy decides on holds and expenses that come back,
   * as far as they are more than what the same undo removes. What comes back gets a new `updatedAt`. A budget that
   * comes back is the last of its month. A hold that has expired does not come back.
   * @throws `undo_conflict` if anything is not as the entry left it, if the entry is of work on the whole book, or if a newer
   * version of the package made it; `not_found`, `history_unsupported`, `month_closed`,
   * `allocation_rejected`, `spending_rejected`, and what adding or removing the same by hand throws: `category_in_use`,
   * `group_in_use`, `duplicate_category`, `duplicate_group`, `currency_locked`, `month_start_locked`, `too_many_holds`
   *
   * @example
   * ```ts
   * import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
   *
   * const book = await openBudgetBook({ storage: createMemoryAdapter(), history: { keep: 1000 } })
   * const { id } = await book.categories.create({ name: 'Travel' })
   * await book.budgets.create({ categoryId: id, month: '2026-02', amount: '500' })
   * await book.budgets.allocate('2026-02', [{ categoryId: id, amount: '5000' }]) // pasted a zero too many
   * const { items } = await book.history.list({ limit: 1 })
   * await book.history.undo(items[0]?.id ?? '')
   * console.log((await book.utilization('2026-02')).summary.totalBudget) // => 500.00
   * ```
   */
  undo(entryId: string, options?: MutationOptions): Promise<HistoryEntry>
}
