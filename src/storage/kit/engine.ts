import type { AbortSignalLike } from '../../lib/abort.js'
import type { StoredExpense } from '../../model/expense.js'
import type { Capabilities, CommitNotice, Committed, Operation, RebuildBook } from '../adapter.js'
import type { Decide } from '../change.js'
import type { HistoryQuery, PlacedHistoryEntry } from '../history.js'
import type { BookContents, PageOf, ScopeOf, View } from '../view.js'

/** One call of an adapter, after the checks that all calls have in common. */
export interface Call {
  /** The book: text of 1 to 200 characters. */
  readonly bookId: string
  /** Was not aborted when the call began. An engine that waits checks it again, and passes it on if it can. */
  readonly signal: AbortSignalLike | undefined
  /** Tells the errors of the caller's own functions (`scope`, `page`, `decide`, `rebuild`) from the backend's. */
  readonly caller: {
    /** Whether one of them threw this error. */
    readonly threw: (error: unknown) => boolean
  }
}

/** One call that writes. */
export interface CommitCall extends Call {
  /** The caller's operation, or `null` if it gave no id. An operation that was done before is not done again. */
  readonly operation: Operation | null
}

/** Passes on what another client committed to a book; `null` means every book. */
export type TellOfOthers = (bookId: string | null, notice: CommitNotice) => void

/**
 * The part of an adapter that depends on the backend. {@link defineAdapter} makes a {@link StorageAdapter} from it,
 * and does everything else.
 */
export interface AdapterEngine {
  /** Opens the backend and returns what it promises. May be called again. */
  open(): Promise<Capabilities>
  /** Reads what a scope asks for, at one instant. */
  read(call: Call, scope: ScopeOf): Promise<View>
  /** Reads a page of expenses, newest first. */
  page(call: Call, page: PageOf): Promise<readonly StoredExpense[]>
  /** Reads everything in a book, at one instant. */
  readAll(call: Call): Promise<BookContents>
  /** Reads entries of the history, newest first. Without it, the adapter keeps no history. */
  history?(call: Call, query: HistoryQuery): Promise<readonly PlacedHistoryEntry[]>
  /** Passes `decide` a fresh view, and stores all of its changes or none. May run `decide` again after a conflict. */
  transact(call: CommitCall, scope: ScopeOf, decide: Decide): Promise<Committed>
  /** Rewrites a book as a whole, all or nothing. May run `rebuild` again after a conflict. */
  replace(call: CommitCall, rebuild: RebuildBook): Promise<Committed>
  /** Removes a book with everything in it. */
  deleteBook(call: Call): Promise<void>
  /**
   * Starts listening to the commits of other clients, and passes each to `tell`, with `null` for a notice about every
   * book. The returned function stops listening. Called once, at the first subscription. Without it, subscribers do
   * not hear of other clients.
   */
  hearOthers?(tell: TellOfOthers): () => void
  /**
   * Starts looking for the commits of other clients to one book, if looking costs something, and passes each to `tell`.
   * The returned function stops it. The adapter calls `watchBook` at the first subscription to a book that asks for it,
   * and the returned function at the end of the last such subscription.
   */
  watchBook?(bookId: string, tell: (notice: CommitNotice) => void): () => void
  /**
   * Tells other clients of a commit. Called after each commit that changed something. It must not throw, because the
   * commit is already stored.
   */
  tellOthers?(bookId: string, notice: CommitNotice): void
  /** Closes the backend. All writes have ended by then, and no call follows. */
  close(): Promise<void>
  /**
   * Which writes wait for each other: those of one book (`'book'`), or all writes of the adapter (`'adapter'`), for a
   * backend that has only one writer anyway.
   *
   * @defaultValue `'book'`
   */
  readonly queue?: 'book' | 'adapter'
}
