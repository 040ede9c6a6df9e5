import { LruMap } from '../../../lib/lru.js'
import type { CommitNotice } from '../../../storage/adapter.js'
import { unknownNotice } from '../../../storage/kit/notices.js'

/** The revision of a book; `null` for one without a row. */
export type Revision = string | null

/** A commit of this adapter. */
export interface StoredCommit {
  /** The revision that it followed. `undefined` if it followed any. */
  readonly base: Revision | undefined
  readonly revision: Revision
}

interface WatchedBook {
  readonly tell: (notice: CommitNotice) => void
  /** The revision that the subscribers know of. `undefined` until the first answer. */
  told: Revision | undefined
  /** Whether this adapter has stored a commit since the database was asked: the answer may be older or newer. */
  isOutrun: boolean
  /** Whether an answer was left out because of that. */
  isOwed: boolean
  /** What the database answered while a call was writing. It counts if that call stores nothing. */
  answered: Revision | undefined
}

// A revision of each, of 32 characters: a few megabytes at most.
const mostSeen = 10_000

/**
 * What the subscribers of watched books have been told, by revision. It finds the commits of other clients, and leaves
 * out those of this adapter, which its subscribers hear of anyway.
 */
export class WatchedBooks {
  readonly #books = new Map<string, WatchedBook>()
  // What a subscriber read before it subscribed: what came since, it must be told.
  readonly #seen = new LruMap<string, { readonly revision: Revision }>(mostSeen)
  // How many calls are writing to a book now: their commits may be stored before they are answered.
  readonly #writing = new Map<string, number>()

  /** Those that are watched. */
  get ids(): readonly string[] {
    return [...this.#books.keys()]
  }

  /** Watches a book. Returns whether it is known since when. */
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

  /** Does work that writes to a book. It calls `stored` with a commit once that is stored, at the latest. */
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

  /** Whether the last answer about a book was left out. */
  isOwed(bookId: string): boolean {
    return this.#books.get(bookId)?.isOwed === true
  }

  /** Whether the last answer about any book was left out. */
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
      // It is asked again. Commits of others show in those of this adapter, too, because these follow another revision.
      book.isOwed = book.isOutrun
      if (book.isOutrun) continue
      // What is there may be of a commit whose own answer is under way.
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
