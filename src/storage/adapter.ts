import type { Month } from '../calendar/month.js'
import type { StorageReach } from '../errors/details.js'
import type { AbortSignalLike } from '../lib/abort.js'
import type { StoredExpense } from '../model/expense.js'
import type { Decide, Receipt } from './change.js'
import type { HistoryAppend, HistoryQuery, PlacedHistoryEntry } from './history.js'
import type { BookContents, PageOf, ScopeOf, View } from './view.js'

/** What an adapter promises. */
export interface Capabilities {
  /** Who can reach the same data: only this adapter object, every tab of one origin, or everyone on the database. */
  readonly reach: StorageReach
  /** How far the adapter serializes writers: one adapter object, one origin, or the whole database. */
  readonly isolation: StorageReach
  /**
   * What a resolved write survives: nothing, a crash some seconds later, a crash of the process, or a loss of power.
   */
  readonly durability: 'none' | 'deferred' | 'process_crash' | 'disk'
  /**
   * Whether the adapter keeps a history: it appends entries in the commit that they tell of, and has `history`.
   * @defaultValue `false`
   */
  readonly history?: boolean
}

/** A caller's id for one change. A repeated call with the same id does not make the change twice. */
export interface Operation {
  /** The caller's id, unique in the book. */
  readonly id: string
  /** Identifies the request. Another request with the same id is `operation_mismatch`. */
  readonly fingerprint: string
}

/** Options of a read. */
export interface ReadOptions {
  /** Aborts the call, as long as that is possible. */
  readonly signal?: AbortSignalLike | undefined
}

/** Options of a subscription. */
export interface SubscribeOptions {
  /**
   * Whether the adapter should look for the commits of other clients if that costs something, as asking a database again
   * and again does. Without it, a subscriber still hears of whatever the adapter hears of anyway.
   * @defaultValue `true`
   */
  readonly watch?: boolean | undefined
}

/** Options of a commit. */
export interface CommitOptions extends ReadOptions {
  /** The caller's operation, or `null` if it gave no id. */
  readonly operation: Operation | null
  /** Who commits. The notices repeat it, so that a book recognizes its own commits. */
  readonly source: string
}

/** The result of a commit. */
export interface Committed {
  /** Whether the operation was done before. Then nothing was done now. */
  readonly replayed: boolean
  /** The receipt of this decision. If the operation was done before, the receipt of that first time. */
  readonly receipt: Receipt
  /**
   * What subscribers are told of this commit; `null` if it changed nothing. `defineAdapter` adds it. Without it, the
   * book tells its own listeners that anything may have changed.
   */
  readonly notice?: CommitNotice | null
}

/**
 * Makes new contents from a book's contents, or throws to refuse. It is pure and synchronous, and may run more than
 * once. If the book cannot be read, an adapter may pass contents that throw `storage_corrupt` when they are read: an
 * import does not read them.
 */
export type RebuildBook = (contents: BookContents) => {
  /** All of the new contents. `null` leaves the book as it is and keeps only the operation. */
  readonly contents: BookContents | null
  /** Kept with the operation id, if the caller gave one. */
  readonly receipt: Receipt
  /** Appended to the history in the same commit, like the `history` of a `Decision`. */
  readonly history?: HistoryAppend | undefined
}

/** The changes of one type and action, as an event lists them. */
export interface ChangeSummary {
  /** What changed. `'settings'` has no ids, and the ids of `'month'` are months. */
  readonly type: 'settings' | 'category' | 'group' | 'budget' | 'expense' | 'hold' | 'month'
  /** What happened to it. */
  readonly action: 'created' | 'updated' | 'removed'
  /** The ids of what changed. */
  readonly ids: readonly string[]
}

/** What an adapter tells its subscribers after a commit. */
export interface CommitNotice {
  /** Who committed; `null` if the adapter does not know. */
  readonly source: string | null
  /** The caller's operation id, or `null` if it gave none. */
  readonly operationId: string | null
  /** The months whose report may have changed. */
  readonly months: readonly Month[] | 'all'
  /** What changed; `'unknown'` if the adapter does not know. */
  readonly changes: readonly ChangeSummary[] | 'unknown'
}

/**
 * Stores books. Any object that passes the conformance suite of `budgetbook/testing` will do; the guide on storage
 * says how to write one. Every method may reject with a `BudgetBookError` of a storage code. An adapter never shares
 * the objects that it takes and gives, unless they are frozen.
 */
export interface StorageAdapter {
  /** Opens the storage and returns what the adapter promises. May be called again. */
  open(): Promise<Capabilities>
  /** Reads what a scope asks for, at one instant. */
  read(bookId: string, scope: ScopeOf, options?: ReadOptions): Promise<View>
  /** Reads a page of expenses. */
  page(bookId: string, page: PageOf, options?: ReadOptions): Promise<readonly StoredExpense[]>
  /** Reads everything in a book, at one instant. */
  readAll(bookId: string, options?: ReadOptions): Promise<BookContents>
  /**
   * Reads entries of the history, newest first. An adapter that does not declare `history` need not have it.
   */
  history?(bookId: string, query: HistoryQuery, options?: ReadOptions): Promise<readonly PlacedHistoryEntry[]>
  /** The one way to write: passes `decide` a fresh view, and makes all of its changes or none. */
  transact(bookId: string, scope: ScopeOf, decide: Decide, options: CommitOptions): Promise<Committed>
  /** Rewrites a book as a whole, all or nothing. */
  replace(bookId: string, rebuild: RebuildBook, options: CommitOptions): Promise<Committed>
  /** Removes a book with everything in it. */
  deleteBook(bookId: string): Promise<void>
  /**
   * Calls `listener` after each commit, also after those of other clients if the adapter hears of them. The function
   * that is returned ends this.
   */
  subscribe?(bookId: string, listener: (notice: CommitNotice) => void, options?: SubscribeOptions): () => void
  /** Closes the adapter. Later calls throw `closed`. */
  close(): Promise<void>
}
