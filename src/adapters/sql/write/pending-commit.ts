import { throwIfAborted } from '../../../errors/throw-if-aborted.js'
import { isBudgetBookError } from '../../../errors/error.js'
import type { Committed } from '../../../storage/adapter.js'
import type { Receipt } from '../../../storage/change.js'
import { idTaken, type AppliedChanges } from '../../../storage/kit/state/apply-changes.js'
import type { CommitCall } from '../../../storage/kit/engine.js'
import { failureOf, untilDone } from './attempts.js'
import { writeOfOperation, type TableWrite } from './book-changes.js'
import { askBook } from '../read/book-query.js'
import { BookReader, retriesExhausted } from '../read/book-reader.js'
import type { DamagedBook } from '../read/damaged-book.js'
import { lockBook, writeBook, type BookCommit } from './book-writer.js'
import type { Database } from '../database.js'
import { typedFailure } from '../failures.js'
import type { Queryable } from '../queryable.js'
import { newRevision } from '../schema/revision.js'
import { SentCommits } from './sent-commits.js'

interface Outcome extends Pick<BookCommit, 'base' | 'fields' | 'hasNewFields' | 'writes' | 'history'> {
  readonly receipt: Receipt
  /** What was inserted, to find out which id was taken; `null` if no id can be taken. */
  readonly applied: AppliedChanges | null
}

/** Called with a commit that was stored: the revision that it followed, and the revision that it made. */
export type OnStored = (commit: { readonly base: string | null; readonly revision: string }) => void

interface SentCommit {
  readonly base: string | null
  readonly revision: string
  readonly applied: AppliedChanges | null
}

/** The lock of a book's row. */
interface Lock {
  /** The revision of the book while it is locked. `null` if there is no row to lock: somebody may insert one. */
  readonly revision: string | null
}

/**
 * One attempt. Returns what was committed, or `null` if another writer was faster. `lock` is `null` if the attempt runs
 * without the lock.
 */
type Attempt = (db: Queryable, lock: Lock | null) => Promise<Committed | null>

/** A commit, with as many attempts as it needs. */
export class PendingCommit {
  readonly sent: SentCommits
  readonly #database: Database
  readonly #call: CommitCall
  /** What all attempts have sent. */
  readonly #everSent: SentCommit[] = []
  /** What the current attempt has sent: one commit or none. */
  #sending: readonly SentCommit[] = []
  readonly #onStored: OnStored
  /** What the current attempt has written, which may still be rolled back, or has found in the book. */
  #written: SentCommit | null = null

  constructor(database: Database, call: CommitCall, onStored: OnStored = () => undefined) {
    this.#database = database
    this.#call = call
    this.#onStored = onStored
    this.sent = new SentCommits(call.operation)
  }

  /**
   * Runs attempts. If a commit is one statement, the first attempt may run without the lock, because usually nobody
   * is in the way. The other attempts wait for the lock in the database's queue, so that every writer finishes.
   */
  async run(startsUnlocked: boolean, attempt: Attempt): Promise<Committed> {
    const committed = await this.#untilDone(startsUnlocked, attempt)
    if (this.#written) this.#onStored(this.#written)
    return committed
  }

  async #untilDone(startsUnlocked: boolean, attempt: Attempt): Promise<Committed> {
    return untilDone({
      caller: this.#call.caller,
      attempt: async (isFirst) => {
        this.#sending = []
        this.#written = null
        try {
          return await (isFirst && startsUnlocked ? this.#unlocked(attempt) : this.#locked(attempt))
        } catch (error) {
          return this.#explain(error)
        }
      },
      check: () => {
        // Once something was sent, it may have been written.
        if (!this.sent.isAnyOpen) throwIfAborted(this.#call.signal)
      },
      failure: (error) => {
        if (this.sent.isAnyOpen && !isBudgetBookError(error, 'outcome_unknown'))
          return this.sent.unknown(error)
        return error === undefined ? retriesExhausted() : typedFailure(error, this.#call.bookId)
      },
    })
  }

  /**
   * Sends a commit. Returns `null` if another writer was faster.
   *
   * @param written - Called with the revision that the commit made.
   */
  async send(
    db: Queryable,
    outcome: Outcome,
    written: (revision: string) => void = () => undefined,
  ): Promise<Committed | null> {
    const { base, fields, hasNewFields, receipt, applied, history } = outcome
    const { operation, signal } = this.#call
    const kept: readonly TableWrite[] = operation ? [writeOfOperation({ ...operation, receipt })] : []
    if (!this.sent.isAnyOpen) throwIfAborted(signal)
    const revision = newRevision()
    const sending = { base, revision, applied }
    this.#everSent.push(sending)
    this.#sending = [sending]
    this.sent.add(revision, { base, receipt })
    const commit = {
      bookId: this.#call.bookId,
      base,
      revision,
      fields,
      hasNewFields,
      writes: [...outcome.writes, ...kept],
      history,
    }
    if (!(await writeBook(this.#database, db, commit))) {
      this.sent.forget(revision)
      return null
    }
    written(revision)
    this.#written = sending
    return { replayed: false, receipt }
  }

  /** Looks in the book for what earlier attempts have sent. See {@link SentCommits.settle}. */
  settle(book: BookReader | DamagedBook): Committed | null {
    const committed = this.sent.settle(book)
    if (!committed || committed.replayed) return committed
    // If others have written since, any attempt whose outcome is unknown may be the stored one. Their bases are the same,
    // and nobody sees their revisions any more.
    const stored = this.#everSent.find(({ revision }) => revision === book.revision)
    this.#written = stored ?? this.#everSent.at(-1) ?? null
    return committed
  }

  // Connects first: a commit that could not be sent has not been stored.
  async #unlocked(attempt: Attempt): Promise<Committed | null> {
    return this.#database.db.connection().execute(async (db) => attempt(db, null))
  }

  async #locked(attempt: Attempt): Promise<Committed | null> {
    return this.#database.write(async (db) => {
      return attempt(db, { revision: await lockBook(this.#database, db, this.#call.bookId) })
    })
  }

  // Any error that the database answered with means that nothing was written. If an id was taken, look up which one.
  // If no id is taken now, its owner was removed in the meantime, and the call is tried again.
  async #explain(error: unknown): Promise<null> {
    const kind = failureOf(error)
    const [last] = this.#sending
    if (last && kind !== 'lost') this.sent.forget(last.revision)
    if (kind !== 'taken') throw error
    const {
      insertedBudgets: budgets = [],
      insertedExpenses: expenses = [],
      insertedHolds: holds = [],
    } = last?.applied ?? {}
    const scope = {
      budgets: budgets.map(({ id }) => id),
      expenses: expenses.map(({ id }) => id),
      holds: holds.map(({ id }) => id),
    }
    const rows = await askBook(this.#database, this.#database.db, this.#call.bookId, { scope })
    const book = new BookReader(this.#call.bookId, rows)
    const months = [...book.monthStates().values()]
    const isIn = (list: 'budgets' | 'holds', id: string) =>
      months.some((month) => month[list].some((entity) => entity.id === id))
    for (const { id } of budgets) if (isIn('budgets', id)) throw idTaken('budget', id)
    for (const { id } of holds) if (isIn('holds', id)) throw idTaken('hold', id)
    for (const { id } of book.expenses()) throw idTaken('expense', id)
    return null
  }
}
