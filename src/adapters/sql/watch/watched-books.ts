import { milliseconds } from '../../../lib/time/clock.js'
import { LruMap } from '../../../lib/lru.js'
import type { CommitNotice } from '../../../storage/adapter.js'
import { unknownNotice } from '../../../storage/kit/notices.js'
import { patience } from './patience.js'

/** The revision of a book; `null` for a book without a row. */
export type Revision = string | null

/** A commit of this adapter. */
export interface StoredCommit {
  /** The revision that the commit followed. `undefined` if it could follow any revision. */
  readonly base: Revision | undefined
  readonly revision: Revision
}

interface WatchedBook {
  readonly tell: (notice: CommitNotice) => void
  /** The revision that the subscribers know of. `undefined` until the first answer. */
  told: Revision | undefined
  /**
   * Whether the watch began, or this adapter has stored a commit, since the database was asked. Then the answer may be
   * older than what is known.
   */
  isOutrun: boolean
  /** Whether the database must be asked again, because something that it answered was ignored. */
  isOwed: boolean
  /** What the database answered while a call was writing. It counts if that call stores nothing. */
  answered: Revision | undefined
}

/** A call that is writing to a book. */
interface Write {
  /** When it began, by a clock that nobody sets. */
  readonly since: number
  /** What the subscribers knew of when it began. */
  readonly told: Revision | undefined
}

// One revision of 32 characters for each book: a few megabytes at most.
const mostSeen = 10_000

/**
 * Remembers up to which revision the subscribers of each watched book have been told. It finds the commits of other
 * clients. It leaves out the commits of this adapter, because its subscribers hear of them anyway.
 */
export class WatchedBooks {
  readonly #books = new Map<string, WatchedBook>()
  // The revisions that this adapter saw last. A subscriber may have read a book before it subscribed. Then it must be
  // told of everything that came after that read.
  readonly #seen = new LruMap<string, { readonly revision: Revision }>(mostSeen)
  // The call that is writing to a book now: an adapter runs the writes of a book one after the other. Its commit may be
  // stored before the call is answered.
  readonly #writing = new Map<string, Write>()

  /** The ids of the watched books. */
  get ids(): readonly string[] {
    return [...this.#books.keys()]
  }

  /** How many books are watched. */
  get size(): number {
    return this.#books.size
  }

  /** Watches a book. Returns whether it is known from which revision on. */
  add(bookId: string, tell: WatchedBook['tell']): { readonly isKnown: boolean } {
    const told = this.#seen.get(bookId)?.revision
    this.#books.set(bookId, { tell, told, isOutrun: true, isOwed: false, answered: undefined })
    return { isKnown: told !== undefined }
  }

  remove(bookId: string): void {
    this.#books.delete(bookId)
  }

  /** Notes the revision that a book had when this adapter read it. */
  saw(bookId: string, revision: Revision): void {
    this.#seen.set(bookId, { revision })
    const book = this.#books.get(bookId)
    if (book && book.told === undefined) book.told = revision
  }

  /** Runs work that writes to a book. The work must call `stored` with each commit, at the latest when it is stored. */
  async write<Result>(
    bookId: string,
    work: (stored: (commit: StoredCommit) => void) => Promise<Result>,
  ): Promise<Result> {
    const write = { since: milliseconds(), told: this.#books.get(bookId)?.told }
    this.#writing.set(bookId, write)
    try {
      return await work((commit) => this.#stored(bookId, commit, write))
    } finally {
      this.#writing.delete(bookId)
      this.#settle(bookId)
    }
  }

  /** Whether the database must be asked about a book again. */
  isOwed(bookId: string): boolean {
    return this.#books.get(bookId)?.isOwed === true
  }

  /** Whether the database must be asked about any book again. */
  get isAnyOwed(): boolean {
    for (const { isOwed } of this.#books.values()) if (isOwed) return true
    return false
  }

  /** Says that the database is being asked now. */
  ask(): void {
    for (const book of this.#books.values()) book.isOutrun = false
  }

  /** Takes an answer of the database, and tells the subscribers of each book that others have written to. */
  answer(bookIds: readonly string[], revisions: ReadonlyMap<string, string>): void {
    for (const bookId of bookIds) {
      const book = this.#books.get(bookId)
      if (!book) continue
      const revision = revisions.get(bookId) ?? null
      // The database is asked again. The commits of this adapter show the commits of others too, because they then
      // follow another revision.
      book.isOwed = book.isOutrun
      if (book.isOutrun) continue
      // The revision may come from a commit of this adapter whose own answer is still under way. So it counts when no
      // call is writing.
      book.answered = revision
      this.#settle(bookId)
    }
  }

  #settle(bookId: string): void {
    const book = this.#books.get(bookId)
    if (!book || this.#isWriting(bookId)) return
    const { answered } = book
    book.answered = undefined
    if (answered !== undefined) compare(book, answered)
  }

  // A connection may be silent for ever. A call that waits for it must not hold up the events of others.
  #isWriting(bookId: string): boolean {
    const write = this.#writing.get(bookId)
    return write !== undefined && milliseconds() - write.since < patience
  }

  #stored(bookId: string, { base, revision }: StoredCommit, write: Write): void {
    this.#seen.set(bookId, { revision })
    const book = this.#books.get(bookId)
    if (!book) return
    const { told } = book
    const isNext = base === undefined || told === undefined || told === base
    // What became known only during the write may be older than this commit or newer. The next answer shows it.
    const isUnclear = !isNext && told !== write.told
    book.isOwed = book.answered !== undefined || isUnclear
    book.answered = undefined
    book.isOutrun = true
    if (isUnclear) return
    book.told = revision
    if (!isNext) book.tell(unknownNotice)
  }
}

function compare(book: WatchedBook, revision: Revision): void {
  const { told } = book
  book.told = revision
  if (told !== undefined && told !== revision) book.tell(unknownNotice)
}
