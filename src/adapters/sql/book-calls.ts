import { throwIfAborted } from '../../errors/throw-if-aborted.js'
import { isBudgetBookError } from '../../errors/error.js'
import type { CommitNotice, ReadOptions } from '../../storage/adapter.js'
import { unlessAborted } from '../../lib/abort.js'
import { requireBookId } from '../../storage/kit/book-id.js'
import { CallerCode } from '../../storage/kit/caller-code.js'
import { CommitListeners, unknownNotice } from '../../storage/kit/commit-listeners.js'
import { OpenGate } from '../../storage/kit/open-gate.js'
import { untilDone } from './write/attempts.js'
import { BookQueues } from './book-queues.js'
import { retriesExhausted } from './read/book-reader.js'
import { typedFailure } from './failures.js'
import type { Queryable } from './queryable.js'

/** What the calls of an adapter have in common: they end when it closes, heed their signals, and tell of commits. */
export class BookCalls {
  readonly #db: Queryable
  readonly #queues = new BookQueues()
  readonly #gate = new OpenGate()
  readonly #listeners = new CommitListeners()

  constructor(db: Queryable) {
    this.#db = db
  }

  /** Throws `closed` after {@link BookCalls.close}. */
  requireOpen(): void {
    this.#gate.pass()
  }

  /** Reads, and again where the connection was lost; an abort ends the call at once. */
  async read<Result>(
    bookId: string,
    { signal }: ReadOptions = {},
    work: (db: Queryable, caller: CallerCode) => Promise<Result>,
  ): Promise<Result> {
    this.#begin(bookId, signal)
    const caller = new CallerCode()
    const reading = untilDone({
      caller,
      attempt: async () => work(this.#db, caller),
      check: () => throwIfAborted(signal),
      failure: (error) => (error === undefined ? retriesExhausted() : typedFailure(error, bookId)),
    })
    try {
      return await unlessAborted(signal, reading, () => undefined)
    } catch (error) {
      if (!caller.threw(error)) throwIfAborted(signal)
      throw error
    }
  }

  /** Writes, after the calls before it that write to the same book, and tells of it. */
  async write<Result>(
    bookId: string,
    { signal }: ReadOptions,
    work: () => Promise<Result>,
    noticeOf: (result: Result) => CommitNotice | null,
  ): Promise<Result> {
    this.#begin(bookId, signal)
    return this.#queues.run(bookId, signal, async () => {
      try {
        const result = await work()
        this.#listeners.notify(bookId, noticeOf(result))
        return result
      } catch (error) {
        // It may have been stored: whoever listens had better look.
        if (isBudgetBookError(error, 'outcome_unknown')) this.#listeners.notify(bookId, unknownNotice)
        throw error
      }
    })
  }

  subscribe(bookId: string, listener: (notice: CommitNotice) => void): () => void {
    this.#begin(bookId, undefined)
    return this.#listeners.add(bookId, listener)
  }

  /** Resolves when the commits that are on their way have ended, and were told of. */
  async close(): Promise<void> {
    this.#gate.close()
    await this.#queues.idle()
  }

  #begin(bookId: string, signal: ReadOptions['signal']): void {
    this.#gate.pass()
    requireBookId(bookId)
    throwIfAborted(signal)
  }
}
