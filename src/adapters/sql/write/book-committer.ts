import type { Committed, RebuildBook } from '../../../storage/adapter.js'
import type { Decide, Decision } from '../../../storage/change.js'
import type { Call, CommitCall } from '../../../storage/kit/engine.js'
import { applyChanges, type AppliedChanges } from '../../../storage/kit/state/apply-changes.js'
import type { Head, ScopeOf } from '../../../storage/view.js'
import type { Database } from '../database.js'
import type { Queryable } from '../queryable.js'
import { typedFailure } from '../failures.js'
import { askBook } from '../read/book-query.js'
import { retriesExhausted, type BookReader } from '../read/book-reader.js'
import type { BookSource, Sight } from '../read/book-source.js'
import { bookOrDamage, contentsForWholeBookWork, DamagedBook } from '../read/damaged-book.js'
import type { KnownBook } from '../read/known-book.js'
import { readWholeBook } from '../read/whole-book.js'
import { untilDone } from './attempts.js'
import { writesOfReplacement } from './book-changes.js'
import { removeBook } from './book-writer.js'
import { changesOfCommit } from './commit-changes.js'
import { PendingCommit, type OnStored } from './pending-commit.js'
import { restoreBook } from './restore-book.js'

/** Commits to books. A commit names the revision that it follows, and is written only if that is still the latest. */
export class BookCommitter {
  readonly #database: Database
  readonly #source: BookSource

  constructor(database: Database, source: BookSource) {
    this.#database = database
    this.#source = source
  }

  /** See {@link AdapterEngine.transact}. */
  async transact(call: CommitCall, scope: ScopeOf, decide: Decide, onStored?: OnStored): Promise<Committed> {
    const { bookId, operation } = call
    const commit = new PendingCommit(this.#database, call, onStored)
    const question = (head: Head) => ({ scope: scope(head) })
    return commit.run(this.#database.dialect.writesTogether, async (db, lock) => {
      // An operation may have been done before, and what was sent may have been stored: only the database knows.
      const recalled = operation || commit.sent.isAnyOpen ? null : this.#source.recall(bookId, question)
      if (recalled && recalled.known.revision === lock?.revision)
        return this.#write(call, commit, db, decisionOn(recalled, decide))
      // The write finds out whether the revision is still the latest. A refusal writes nothing, so it would not find
      // out.
      const guess = recalled && !lock ? unlessRefused(() => decisionOn(recalled, decide)) : null
      if (guess && guess.decision.changes.length > 0) return this.#write(call, commit, db, guess)
      const sight = await this.#source.ask(db, bookId, question, operation?.id)
      return commit.settle(sight.book) ?? this.#write(call, commit, db, decisionOn(sight, decide))
    })
  }

  async #write(
    { bookId, operation }: CommitCall,
    commit: PendingCommit,
    db: Queryable,
    { known, decision: { changes, receipt, history }, applied }: Decided,
  ): Promise<Committed | null> {
    if (changes.length === 0 && !operation && !history) return { replayed: false, receipt }
    const { writes, known: next } = changesOfCommit(known, applied)
    const hasNewFields = applied.settings !== null || applied.groups !== null
    const { revision: base } = known
    const outcome = { base, fields: next.head, hasNewFields, writes, receipt, applied, history }
    return commit.send(db, outcome, (revision) => this.#source.remember(bookId, { ...next, revision }))
  }

  /** See {@link AdapterEngine.replace}. */
  async replace(call: CommitCall, rebuild: RebuildBook, onStored?: OnStored): Promise<Committed> {
    const { bookId, operation } = call
    const commit = new PendingCommit(this.#database, call, onStored)
    // Everything is read under the lock, so that this much work is not wasted.
    return commit.run(false, async (db, lock) => {
      const asked = bookOrDamage(
        bookId,
        await askBook(this.#database, db, bookId, { operationId: operation?.id }),
      )
      const settled = commit.settle(asked)
      if (settled) return settled
      const isLocked = lock !== null && lock.revision !== null
      const book = await this.#readWhole(db, asked, isLocked)
      // There was no row to lock, but now there is one.
      if (!isLocked && book.revision !== null) return null
      const given = contentsForWholeBookWork(book)
      const { contents, receipt, history } = rebuild(given.contents)
      if (!contents && !operation && !history) return { replayed: false, receipt }
      this.#source.forget(bookId)
      if (contents && given.isDamaged)
        return restoreBook(this.#database, db, commit, book, { contents, receipt, history })
      const fields = contents ?? given.contents
      const writes = contents ? writesOfReplacement(book.rows, contents) : []
      const outcome = {
        base: book.revision,
        fields,
        hasNewFields: true,
        writes,
        receipt,
        applied: null,
        history,
      }
      return commit.send(db, outcome)
    })
  }

  // Reading in pieces needs the lock. Without a row to lock, one statement shows whether the row was lost.
  async #readWhole(
    db: Queryable,
    asked: BookReader | DamagedBook,
    isLocked: boolean,
  ): Promise<BookReader | DamagedBook> {
    if (asked instanceof DamagedBook) return asked
    const { bookId } = asked
    if (isLocked) return readWholeBook(this.#database, db, bookId)
    const anything = { scope: { months: 'all' }, page: { limit: 1 } } as const
    return bookOrDamage(bookId, await askBook(this.#database, db, bookId, anything))
  }

  /** Removes a book with everything in it. Doing so twice does no harm. */
  async deleteBook({ bookId, caller }: Call): Promise<void> {
    await untilDone({
      caller,
      attempt: async () =>
        this.#database.write(async (db) => {
          await removeBook(this.#database, db, bookId)
          this.#source.forget(bookId)
          return true
        }),
      check: () => undefined,
      failure: (error) => (error === undefined ? retriesExhausted() : typedFailure(error, bookId)),
    })
  }
}

/** A decision, what it was made on, and what it changes. */
interface Decided {
  readonly known: KnownBook
  readonly decision: Decision
  readonly applied: AppliedChanges
}

function decisionOn({ known, view }: Sight<unknown>, decide: Decide): Decided {
  const decision = decide(view)
  return { known, decision, applied: applyChanges(view, decision.changes) }
}

// A refusal may come from remembered data that is out of date. Then the decision is made again, on data that is read.
function unlessRefused(decided: () => Decided): Decided | null {
  try {
    return decided()
  } catch {
    return null
  }
}
