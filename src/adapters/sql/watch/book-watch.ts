import { callListener } from '../../../lib/call-listener.js'
import { timers, type Timer } from '../../../lib/time/timers.js'
import type { CommitNotice } from '../../../storage/adapter.js'
import { patience } from './patience.js'
import type { StoredCommit, WatchedBooks } from './watched-books.js'
import type { SqlWatch } from './watch-options.js'

/** Asks the database for the revisions of the watched books, at an interval. It asks only while a book is watched. */
export class BookWatch {
  readonly #books: WatchedBooks
  readonly #ask: (bookIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
  readonly #options: SqlWatch
  #timer: Timer = null
  #stopWaking: (() => void) | null = null
  #isAsking = false
  #isAskedAgain = false

  constructor(
    books: WatchedBooks,
    ask: (bookIds: readonly string[]) => Promise<ReadonlyMap<string, string>>,
    options: SqlWatch,
  ) {
    this.#books = books
    this.#ask = ask
    this.#options = options
  }

  /** Watches a book. The returned function stops watching. */
  begin(bookId: string, tell: (notice: CommitNotice) => void): () => void {
    const isFirst = this.#books.size === 0
    const { isKnown } = this.#books.add(bookId, tell)
    if (isFirst) this.#start()
    if (!isKnown) this.#poll()
    return () => {
      this.#books.remove(bookId)
      if (this.#books.size === 0) this.#stop()
    }
  }

  /** Runs work that writes to a book. The work must call `stored` with each commit, at the latest when it is stored. */
  async write<Result>(
    bookId: string,
    work: (stored: (commit: StoredCommit) => void) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await this.#books.write(bookId, work)
    } finally {
      if (this.#books.isOwed(bookId)) this.#poll()
    }
  }

  #start(): void {
    this.#wait()
    const { wake } = this.#options
    if (!wake) return
    let isOver = false
    // The app's own function may fail, and may call back at any time. If it is async, what it rejects with is reported.
    callListener(() => {
      const stopWaking: unknown = wake(() => {
        if (!isOver) this.#poll()
      })
      this.#stopWaking = () => {
        isOver = true
        if (typeof stopWaking === 'function') callListener(stopWaking as () => void, undefined)
      }
      return stopWaking
    }, undefined)
  }

  #stop(): void {
    timers().clearTimeout(this.#timer)
    this.#timer = null
    this.#stopWaking?.()
    this.#stopWaking = null
  }

  #wait(): void {
    timers().clearTimeout(this.#timer)
    this.#timer = timers().setTimeout(() => this.#poll(), this.#options.every)
  }

  // One question at a time. A caller that asks meanwhile may know of a commit that the present answer does not show, so
  // another question follows.
  #poll(): void {
    if (this.#isAsking) this.#isAskedAgain = true
    else void this.#askUntilNobodyWaits()
  }

  async #askUntilNobodyWaits(): Promise<void> {
    this.#isAsking = true
    do {
      this.#isAskedAgain = false
      await this.#askOnce()
      // An answer is ignored if this adapter committed meanwhile. The next answer may count, so ask once more. Not
      // again and again: if this adapter writes to a book without a pause, no answer counts. Then its own commits show
      // the commits of others, by the revisions that they follow.
      if (this.#books.isAnyOwed) await this.#askOnce()
    } while (this.#isAskedAgain && this.#books.size > 0)
    this.#isAsking = false
    if (this.#books.size > 0) this.#wait()
  }

  async #askOnce(): Promise<void> {
    const { ids } = this.#books
    this.#books.ask()
    // If the database does not answer, the calls of the book report that, and the next question comes.
    const revisions = await inTime(this.#ask(ids)).catch(() => null)
    if (revisions) this.#books.answer(ids, revisions)
  }
}

// A connection may be silent for ever. The next question takes another connection.
async function inTime<Answer>(asked: Promise<Answer>): Promise<Answer> {
  let timer: Timer
  const late = new Promise<never>((_, reject) => {
    timer = timers().setTimeout(reject, patience)
  })
  try {
    return await Promise.race([asked, late])
  } finally {
    timers().clearTimeout(timer)
  }
}
