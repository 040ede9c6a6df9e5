import { LruMap } from '../../../lib/lru.js'
import type { CommitNotice } from '../../../storage/adapter.js'
import { unknownNotice } from '../../../storage/kit/notices.js'

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
   * Whether this adapter has stored a commit since the database was asked. Then the answer may be older or newer than
   * that commit.
   */
  isOutrun: boolean
  /** Whether an answer was ignored because of that. */
  isOwed: boolean
  /** What the database answered while a call was writing. It counts if that call stores nothing. */
  answered: Revision | undefined
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
  // How many calls are writing to a book now. Their commits may be stored before the calls are answered.
  readonly #writing = new Map<string, number>()

  /** The ids of the watched books. */
  get ids(): readonly string[] {
    return [...this.#books.keys()]
  }

  /** Watches a book. Returns whether it is known from which revision on. */
  add(bookId: string, tell: WatchedBook['tell']): { readonly isKnown: boolean } {
    const told = this.#seen.get(bookId)?.revision
    this.#books.set(bookId, { tell, told, isOutrun: false, isOwed: false, answered: undefined })
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
    this.#count(bookId, 1)
    try {
      return await work((commit) => this.#stored(bookId, commit))
    } finally {
      this.#count(bookId, -1)
      this.#settle(bookId)
    }
  }

  /** Whether the last answer about a book was ignored. */
  isOwed(bookId: string): boolean {
    return this.#books.get(bookId)?.isOwed === true
  }

  /** Whether the last answer about any book was ignored. */
  get isAnyOwed(): boolean {
    return this.ids.some((bookId) => this.isOwed(bookId))
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
      // The revision may come from a commit of this adapter whose own answer is still under way.
      if (this.#writing.has(bookId)) book.answered = revision
      else compare(book, revision)
    }
  }

  #settle(bookId: string): void {
    const book = this.#books.get(bookId)
    if (!book || this.#writing.has(bookId)) return
    const { answered } = book
    book.answered = undefined
    if (answered !== undefined) compare(book, answered)
  }

  #count(bookId: string, more: 1 | -1): void {
    const count = (this.#writing.get(bookId) ?? 0) + more
    if (count > 0) this.#writing.set(bookId, count)
    else this.#writing.delete(bookId)
  }

  #stored(bookId: string, { base, revision }: StoredCommit): void {
    this.#seen.set(bookId, { revision })
    const book = this.#books.get(bookId)
    if (!book) return
    const { told } = book
    book.isOwed = book.answered !== undefined
    book.answered = undefined
    book.isOutrun = true
    book.told = revision
    if (base !== undefined && told !== undefined && told !== base) book.tell(unknownNotice)
  }
}

function compare(book: WatchedBook, revision: Revision): void {
  const { told } = book
  book.told = revision
  if (told !== undefined && told !== revision) book.tell(unknownNotice)
}
