import type { BookContents, ScopeOf } from '../../../storage/view.js'
import type { Committed } from '../../../storage/adapter.js'
import type { Decide, Receipt } from '../../../storage/change.js'
import { applyChanges } from '../../../storage/kit/state/apply-changes.js'
import { CallerCode } from '../../../storage/kit/caller-code.js'
import { untilDone } from './attempts.js'
import { writesOfCommit, writesOfReplacement } from './book-changes.js'
import { checkedContents } from '../read/book-contents.js'
import { askBook } from '../read/book-query.js'
import { BookReader, retriesExhausted } from '../read/book-reader.js'
import type { BookSource } from '../read/book-source.js'
import { removeBook } from './book-writer.js'
import { CommitCall, type CallOptions } from './commit-call.js'
import type { Database } from '../database.js'
import { typedFailure } from '../failures.js'
import { readWholeBook } from '../read/whole-book.js'

type Rebuild = (contents: BookContents) => { readonly contents: BookContents; readonly receipt: Receipt }

/** Commits to books: a commit says which revision it follows, and is written only where that is still the last one. */
export class BookCommitter {
  readonly #database: Database
  readonly #source: BookSource

  constructor(database: Database, source: BookSource) {
    this.#database = database
    this.#source = source
  }

  /** See {@link StorageAdapter.transact}. */
  async transact(bookId: string, scope: ScopeOf, decide: Decide, options: CallOptions): Promise<Committed> {
    const call = new CommitCall(this.#database, bookId, options)
    return call.run(this.#database.dialect.writesTogether, async (db) => {
      const { book, asked } = await this.#source.ask(
        db,
        bookId,
        call.caller,
        (head) => ({ scope: scope(head) }),
        options.operation?.id,
      )
      const settled = call.sent.settle(book)
      if (settled) return settled
      const view = await book.view(asked.scope)
      const { changes, receipt } = call.caller.run(() => decide(view))
      const applied = applyChanges(view, changes)
      if (changes.length === 0 && !options.operation) return { replayed: false, receipt }
      const settings = applied.settings ?? book.settings
      const writes = writesOfCommit(book.rows, applied, settings.currency)
      return call.send(db, { base: book.revision, settings, writes, receipt, applied })
    })
  }

  /** See {@link StorageAdapter.replace}. */
  async replace(bookId: string, rebuild: Rebuild, options: CallOptions): Promise<Committed> {
    const call = new CommitCall(this.#database, bookId, options)
    // Everything is read under the lock: so much work is not to be done in vain.
    return call.run(false, async (db, isLocked) => {
      const question = { operationId: options.operation?.id }
      const asked = new BookReader(bookId, await askBook(this.#database, db, bookId, question))
      const settled = call.sent.settle(asked)
      if (settled) return settled
      // There was no row to lock, and there is one now: to be read in pieces, it has to be locked.
      if (!isLocked && asked.revision !== null) return null
      const book = isLocked ? await readWholeBook(this.#database, db, bookId) : asked
      const current = checkedContents(book)
      const { contents, receipt } = call.caller.run(() => rebuild(current))
      const { settings } = contents
      const writes = writesOfReplacement(book.rows, contents)
      return call.send(db, { base: book.revision, settings, writes, receipt, applied: null })
    })
  }

  /** Removes a book with everything in it; doing so twice is no harm. */
  async deleteBook(bookId: string): Promise<void> {
    await untilDone({
      caller: new CallerCode(),
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
