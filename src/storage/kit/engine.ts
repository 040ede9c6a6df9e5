import type { AbortSignalLike } from '../../lib/abort.js'
import type { StoredExpense } from '../../model/expense.js'
import type { Capabilities, CommitNotice, Committed, Operation, RebuildBook } from '../adapter.js'
import type { Decide } from '../change.js'
import type { BookContents, PageOf, ScopeOf, View } from '../view.js'

/** One call of an adapter, after the checks that all calls have in common. */
export interface Call {
  /** The book: text of 1 to 200 characters. */
  readonly bookId: string
  /** Was not aborted when the call began. An engine that waits looks at it again, and passes it on where it can. */
  readonly signal: AbortSignalLike | undefined
  /** Tells the errors of the caller's own functions (`scope`, `page`, `decide`, `rebuild`) from the backend's. */
  readonly caller: {
    /** Whether one of them threw this error. */
    readonly threw: (error: unknown) => boolean
  }
}

/** One call that writes. */
export interface CommitCall extends Call {
  /** Where the caller named it: an operation that was done before is not done again. */
  readonly operation: Operation | null
}

/** Passes on what another client committed to a book; `null` stands for every book. */
export type TellOfOthers = (bookId: string | null, notice: CommitNotice) => void

/**
 * What differs from one backend to the next: the private half of an adapter. {@link defineAdapter} makes the
 * {@link StorageAdapter} of it, and owns everything that does not depend on the backend.
 */
export interface AdapterEngine {
  /** Makes ready, and says what the backend can promise; may be called again. */
  open(): Promise<Capabilities>
  /** One instant of a book. */
  read(call: Call, scope: ScopeOf): Promise<View>
  /** A page of expenses, newest first. */
  page(call: Call, page: PageOf): Promise<readonly StoredExpense[]>
  /** Everything in a book, at one instant. */
  readAll(call: Call): Promise<BookContents>
  /** Shows `decide` a fresh view, and stores all its changes or none. May run `decide` again after a conflict. */
  transact(call: CommitCall, scope: ScopeOf, decide: Decide): Promise<Committed>
  /** Rewrites a book as a whole, all or nothing. May run `rebuild` again after a conflict. */
  replace(call: CommitCall, rebuild: RebuildBook): Promise<Committed>
  /** Removes a book with everything in it. */
  deleteBook(call: Call): Promise<void>
  /**
   * Begins to hear of commits that other clients make, and passes each to `tell`, with `null` for a notice that is
   * about every book; the function that it returns ends that. Called once, when somebody first subscribes. An engine
   * that leaves it out hears nobody else.
   */
  hearOthers?(tell: TellOfOthers): () => void
  /** Tells other clients of a commit. Must not throw: the commit stands. Called after each commit that changed something. */
  tellOthers?(bookId: string, notice: CommitNotice): void
  /** Lets go of everything. Every write has ended by then, and no call follows. */
  close(): Promise<void>
  /**
   * Which writes wait for each other: those of one book, or all writes of the adapter, for a backend that has one
   * writer anyway.
   *
   * @defaultValue `'book'`
   */
  readonly queue?: 'book' | 'adapter'
}
