import { throwIfAborted } from '../../errors/throw-if-aborted.js'
import type { StorageAdapter } from '../../storage/adapter.js'
import { defineAdapter } from '../../storage/kit/define-adapter.js'
import type { Call } from '../../storage/kit/engine.js'
import { compareExpenses } from '../../storage/kit/state/expense-order.js'
import type { Head } from '../../storage/view.js'
import { typedFailure } from './failures.js'
import { databaseOf, type SqlOptions } from './options.js'
import { checkedContents } from './read/book-contents.js'
import { retriesExhausted } from './read/book-reader.js'
import { BookSource } from './read/book-source.js'
import { readWholeBook } from './read/whole-book.js'
import { requireMigrated } from './schema/migrate.js'
import { untilDone } from './write/attempts.js'
import { BookCommitter } from './write/book-committer.js'

/**
 * Keeps books in a SQL database, through your own Kysely: PostgreSQL and what is compatible with it, or SQLite. Every
 * commit follows the one before it, or is made anew, so writers in any number of processes are kept apart (`reach` and
 * `isolation` are `'database'`) whatever the server's isolation level, and the enforce policy holds. `durability` is what
 * the database is set up for: `'disk'` unless `fsync`, `synchronous_commit` or `synchronous` say otherwise.
 *
 * Recording an expense is two round trips to PostgreSQL; a report reads as many rows as the month has categories. A lost
 * connection is looked into: `outcome_unknown` comes only where the database could not be asked, or others wrote since.
 * Events tell of the commits of this adapter only.
 *
 * @param options - Which database, and where in it. Call `migrate` with the same first.
 * @throws `invalid_input` for options that are none, a transaction for a Kysely among them.
 *
 * @example
 * ```ts
 * import { DatabaseSync } from '@photostructure/sqlite' // or from 'node:sqlite', in Node 22.16 and newer
 * import { Kysely, SqliteDialect } from 'kysely'
 * import { enforcePolicy, openBudgetBook } from 'budgetbook'
 * import { createSqlAdapter, migrate } from 'budgetbook/sql'
 * import { nodeSqlite } from './examples/node-sqlite.js'
 *
 * const database = nodeSqlite(new DatabaseSync(':memory:'))
 * const db = new Kysely<object>({ dialect: new SqliteDialect({ database }) })
 * await migrate({ db, dialect: 'sqlite' })
 * const storage = createSqlAdapter({ db, dialect: 'sqlite' })
 * const book = await openBudgetBook({ storage, bookId: 'user-1', allocationPolicy: enforcePolicy() })
 * await book.categories.create({ name: 'Travel' })
 * console.log((await book.categories.list()).map(({ name }) => name)) // => [ 'Travel' ]
 * ```
 */
export function createSqlAdapter(options: SqlOptions): StorageAdapter {
  const database = databaseOf(options)
  const source = new BookSource(database)
  const committer = new BookCommitter(database, source)
  return defineAdapter({
    open: async () => requireMigrated(database),
    read: async (call, scope) =>
      readAgain(call, async () => {
        const question = (head: Head) => ({ scope: scope(head) })
        const { book, asked } = await source.ask(database.db, call.bookId, question)
        return book.view(asked.scope)
      }),
    page: async (call, page) =>
      readAgain(call, async () => {
        const question = (head: Head) => ({ page: page(head) })
        const { book } = await source.ask(database.db, call.bookId, question)
        return book.expenses().sort(compareExpenses)
      }),
    readAll: async (call) =>
      readAgain(call, async () =>
        database.snapshot(async (db) => checkedContents(await readWholeBook(database, db, call.bookId))),
      ),
    transact: async (call, scope, decide) => committer.transact(call, scope, decide),
    replace: async (call, rebuild) => committer.replace(call, rebuild),
    deleteBook: async (call) => committer.deleteBook(call),
    // The Kysely is the app's: it stays open.
    close: async () => undefined,
  })
}

/** Reads, and again where the connection was lost. */
async function readAgain<Result>(
  { bookId, signal, caller }: Call,
  read: () => Promise<Result>,
): Promise<Result> {
  return untilDone({
    caller,
    attempt: read,
    check: () => throwIfAborted(signal),
    failure: (error) => (error === undefined ? retriesExhausted() : typedFailure(error, bookId)),
  })
}
