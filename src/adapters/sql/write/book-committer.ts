import type { Committed, RebuildBook } from '../../../storage/adapter.js'
import type { Decide } from '../../../storage/change.js'
import type { Call, CommitCall } from '../../../storage/kit/engine.js'
import { applyChanges } from '../../../storage/kit/state/apply-changes.js'
import type { Head, ScopeOf } from '../../../storage/view.js'
import type { Database } from '../database.js'
import { typedFailure } from '../failures.js'
import { checkedContents } from '../read/book-contents.js'
import { askBook } from '../read/book-query.js'
import { BookReader, retriesExhausted } from '../read/book-reader.js'
import type { BookSource } from '../read/book-source.js'
import { readWholeBook } from '../read/whole-book.js'
import { untilDone } from './attempts.js'
import { writesOfCommit, writesOfReplacement } from './book-changes.js'
import { removeBook } from './book-writer.js'
import { PendingCommit } from './pending-commit.js'

/** Commits to books. A commit names the revision that it follows, and is written only if that is still the latest. */
export class BookCommitter {
  readonly #database: Database
  readonly #source: BookSource

  constructor(database: Database, source: BookSource) {
    this.#database = database
    this.#source = source
  }

  /** See {@link AdapterEngine.transact}. */
  async transact(call: CommitCall, scope: ScopeOf, decide: Decide): Promise<Committed> {
    const { bookId, operation } = call
    const commit = new PendingCommit(this.#database, call)
    return commit.run(this.#database.dialect.writesTogether, async (db) => {
      const question = (head: Head) => ({ scope: scope(head) })
      const { book, asked } = await this.#source.ask(db, bookId, question, operation?.id)
      const settled = commit.sent.settle(book)
      if (settled) return settled
      const view = await book.view(asked.scope)
      const { changes, receipt } = decide(view)
      const applied = applyChanges(view, changes)
      if (changes.length === 0 && !operation) return { replayed: false, receipt }
      const settings = applied.settings ?? book.settings
      const writes = writesOfCommit(book.rows, applied, settings.currency)
      return commit.send(db, { base: book.revision, settings, writes, receipt, applied })
    })
  }

  /** See {@link AdapterEngine.replace}. */
  async replace(call: CommitCall, rebuild: RebuildBook): Promise<Committed> {
    const { bookId, operation } = call
    const commit = new PendingCommit(this.#database, call)
    // Everything is read under the lock, so that so much work is not done in vain.
    return commit.run(false, async (db, isLocked) => {
      const asked = new BookReader(
        bookId,
        await askBook(this.#database, db, bookId, { operationId: operation?.id }),
      )
      const settled = commit.sent.settle(asked)
      if (settled) return settled
      // There was no row to lock, but now there is one. Reading in pieces needs the lock.
      if (!isLocked && asked.revision !== null) return null
      const book = isLocked ? await readWholeBook(this.#database, db, bookId) : asked
      const { contents, receipt } = rebuild(checkedContents(book))
      if (!contents && !operation) return { replayed: false, receipt }
      const { settings } = contents ?? book
      const writes = contents ? writesOfReplacement(book.rows, contents) : []
      return commit.send(db, { base: book.revision, settings, writes, receipt, applied: null })
    })
  }

  /** Removes a book with everything in it. Doing so twice does no harm. */
  async deleteBook({ bookId, caller }: Call): Promise<void> {
    await untilDone({
      caller,
      attempt: async () =>
        this.#database.write(async (db) => {
          await removeBook(this.#database, db, bookId)
          return true
        }),
      check: () => undefined,
      failure: (error) => (error === undefined ? retriesExhausted() : typedFailure(error, bookId)),
    })
  }
}
