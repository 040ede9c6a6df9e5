import type { Month } from '../calendar/month.js'
import type { StorageReach } from '../errors/details.js'
import type { AbortSignalLike } from '../lib/abort.js'
import type { StoredExpense } from '../model/expense.js'
import type { Decide, Receipt } from './change.js'
import type { BookContents, PageOf, ScopeOf, View } from './view.js'

/** What an adapter can promise. */
export interface Capabilities {
  /** Who else can get at the same data: nobody outside this adapter, every tab of the origin, everyone on the database. */
  readonly reach: StorageReach
  /** Which of them are kept from racing each other. */
  readonly isolation: StorageReach
  /** What a resolved write survives: nothing, a crash some seconds later, a crash of the process, a loss of power. */
  readonly durability: 'none' | 'deferred' | 'process_crash' | 'disk'
}

/** A caller's name for one mutation, so that asking twice does it once. */
export interface Operation {
  /** The caller's id, unique in the book. */
  readonly id: string
  /** What was asked: another request under the same id is `operation_mismatch`. */
  readonly fingerprint: string
}

/** Options of a read. */
export interface ReadOptions {
  /** Aborts the call where it still can be. */
  readonly signal?: AbortSignalLike | undefined
}

/** Options of a commit. */
export interface CommitOptions extends ReadOptions {
  /** Where the caller named it. */
  readonly operation: Operation | null
  /** Who commits: comes back in the notices, so that a book knows its own. */
  readonly source: string
}

/** What became of a commit. */
export interface Committed {
  /** Whether the operation had been done before, and nothing was done now. */
  readonly replayed: boolean
  /** This decision's receipt, or the first one's. */
  readonly receipt: Receipt
  /**
   * What subscribers are told of this commit; `null` where it changed nothing. `defineAdapter` adds it. Without it, the
   * book tells its own listeners that anything may have changed.
   */
  readonly notice?: CommitNotice | null
}

/**
 * Makes new contents of a book's contents: pure, synchronous, perhaps run again; throws to refuse. Of a book that cannot be
 * read, an adapter may pass contents that throw `storage_corrupt` when they are looked at: an import does not look.
 */
export type RebuildBook = (contents: BookContents) => {
  /** All of the new contents; `null` where the book stays as it is, and only the operation is kept. */
  readonly contents: BookContents | null
  /** Kept with the operation id, where the caller gave one. */
  readonly receipt: Receipt
}

/** Changes one entity at a time, by type, as an event lists them. */
export interface ChangeSummary {
  /** What changed; the ids of `'settings'` are empty, those of `'month'` are months. */
  readonly type: 'settings' | 'category' | 'budget' | 'expense' | 'month'
  /** How. */
  readonly action: 'created' | 'updated' | 'removed'
  /** Which. */
  readonly ids: readonly string[]
}

/** What an adapter tells its subscribers after a commit. */
export interface CommitNotice {
  /** Who committed; `null` where the adapter cannot tell. */
  readonly source: string | null
  /** The caller's operation id, where it gave one. */
  readonly operationId: string | null
  /** The months whose report may have changed. */
  readonly months: readonly Month[] | 'all'
  /** What changed; `'unknown'` where the adapter cannot tell. */
  readonly changes: readonly ChangeSummary[] | 'unknown'
}

/**
 * Keeps books. Any object that passes the conformance suite of `budgetbook/testing` serves; the guide on storage says
 * how to write one. Every method may reject with a `BudgetBookError` of the storage codes; objects that come in or go
 * out are never shared, unless they are frozen.
 */
export interface StorageAdapter {
  /** Makes ready, and says what it can promise; may be called again. */
  open(): Promise<Capabilities>
  /** One instant of a book. */
  read(bookId: string, scope: ScopeOf, options?: ReadOptions): Promise<View>
  /** A page of expenses. */
  page(bookId: string, page: PageOf, options?: ReadOptions): Promise<readonly StoredExpense[]>
  /** Everything in a book, at one instant. */
  readAll(bookId: string, options?: ReadOptions): Promise<BookContents>
  /** The one write primitive: shows `decide` a fresh view, and makes all its changes or none. */
  transact(bookId: string, scope: ScopeOf, decide: Decide, options: CommitOptions): Promise<Committed>
  /** Rewrites a book as a whole, all or nothing. */
  replace(bookId: string, rebuild: RebuildBook, options: CommitOptions): Promise<Committed>
  /** Removes a book with everything in it. */
  deleteBook(bookId: string): Promise<void>
  /** Tells `listener` of each commit, those of other clients too where the adapter can. */
  subscribe?(bookId: string, listener: (notice: CommitNotice) => void): () => void
  /** Lets go of everything; later calls are `closed`. */
  close(): Promise<void>
}
