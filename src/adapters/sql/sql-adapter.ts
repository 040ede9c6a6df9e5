import type { Capabilities, StorageAdapter } from '../../storage/adapter.js'
import { noticeOfReplacement, unknownNotice, watchDecision } from '../../storage/kit/commit-listeners.js'
import { compareExpenses } from '../../storage/kit/state/expense-order.js'
import { BookCalls } from './book-calls.js'
import { BookCommitter } from './write/book-committer.js'
import { checkedContents } from './read/book-contents.js'
import { BookSource } from './read/book-source.js'
import { requireMigrated } from './schema/migrate.js'
import { databaseOf, type SqlOptions } from './options.js'
import { readWholeBook } from './read/whole-book.js'

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
 * import Database from 'better-sqlite3' // or PostgresDialect with pg
 * import { Kysely, SqliteDialect } from 'kysely'
 * import { enforcePolicy, openBudgetBook } from 'budgetbook'
 * import { createSqlAdapter, migrate } from 'budgetbook/sql'
 *
 * const db = new Kysely<object>({ dialect: new SqliteDialect({ database: new Database(':memory:') }) })
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
  const calls = new BookCalls(database.db)
  return {
    open: async (): Promise<Capabilities> => {
      calls.requireOpen()
      return requireMigrated(database)
    },
    read: async (bookId, scope, callOptions) =>
      calls.read(bookId, callOptions, async (db, caller) => {
        const { book, asked } = await source.ask(db, bookId, caller, (head) => ({ scope: scope(head) }))
        return book.view(asked.scope)
      }),
    page: async (bookId, page, callOptions) =>
      calls.read(bookId, callOptions, async (db, caller) => {
        const { book } = await source.ask(db, bookId, caller, (head) => ({ page: page(head) }))
        return book.expenses().sort(compareExpenses)
      }),
    readAll: async (bookId, callOptions) =>
      calls.read(bookId, callOptions, async () =>
        database.snapshot(async (db) => checkedContents(await readWholeBook(database, db, bookId))),
      ),
    transact: async (bookId, scope, decide, commitOptions) => {
      const watched = watchDecision(decide, commitOptions)
      const work = async () => committer.transact(bookId, scope, watched.decide, commitOptions)
      return calls.write(bookId, commitOptions, work, watched.noticeOf)
    },
    replace: async (bookId, rebuild, commitOptions) =>
      calls.write(
        bookId,
        commitOptions,
        async () => committer.replace(bookId, rebuild, commitOptions),
        (committed) => noticeOfReplacement(committed, commitOptions),
      ),
    deleteBook: async (bookId) =>
      calls.write(
        bookId,
        {},
        async () => committer.deleteBook(bookId),
        () => unknownNotice,
      ),
    subscribe: (bookId, listener) => calls.subscribe(bookId, listener),
    close: async () => calls.close(),
  }
}
