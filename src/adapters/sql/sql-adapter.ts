import { throwIfAborted } from '../../errors/throw-if-aborted.js'
import type { Committed, RebuildBook, StorageAdapter } from '../../storage/adapter.js'
import type { Decide } from '../../storage/change.js'
import { defineAdapter } from '../../storage/kit/define-adapter.js'
import type { AdapterEngine, Call, CommitCall } from '../../storage/kit/engine.js'
import { compareExpenses } from '../../storage/kit/state/expense-order.js'
import type { Head, ScopeOf } from '../../storage/view.js'
import type { Database } from './database.js'
import { typedFailure } from './failures.js'
import { checkedOptions, type SqlOptions } from './options.js'
import { checkedContents } from './read/book-contents.js'
import { retriesExhausted } from './read/book-reader.js'
import { BookSource } from './read/book-source.js'
import { readHistory } from './read/history.js'
import { readWholeBook } from './read/whole-book.js'
import { requireMigrated } from './schema/migrate.js'
import { untilDone } from './write/attempts.js'
import { askRevisions } from './watch/ask-revisions.js'
import { BookWatch } from './watch/book-watch.js'
import { WatchedBooks } from './watch/watched-books.js'
import { BookCommitter } from './write/book-committer.js'
import type { OnStored } from './write/pending-commit.js'

/**
 * Keeps books in a SQL database, through your own Kysely: PostgreSQL (and compatible databases) or SQLite. A commit
 * is written only if no other commit came first; otherwise it is made again. So writers in any number of processes
 * are serialized (`reach` and `isolation` are `'database'`), whatever the server's isolation level, and the enforce
 * policy works. `durability` depends on the settings of the database: it is `'disk'` unless `fsync`,
 * `synchronous_commit` or `synchronous` reduce it.
 *
 * Recording an expense takes one round trip to PostgreSQL if the adapter remembers the book and the call has no
 * operation id, and otherwise two. A report reads one row for each category of the month. After a lost connection, the
 * adapter asks the database whether the commit was stored. It throws `outcome_unknown` only if the database does not
 * answer, or if others have written since. Events tell of the commits of this adapter and, with `watch`, of the commits
 * of other processes.
 *
 * @param options - The database options. Call `migrate` with the same options first.
 * @throws `invalid_input` for invalid options, for example if `db` is a transaction.
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
  const { database, watch } = checkedOptions(options)
  if (!watch) return defineAdapter(engineOf(database, new BookSource(database)))
  const books = new WatchedBooks()
  const source = new BookSource(database, (bookId, revision) => books.saw(bookId, revision))
  const bookWatch = new BookWatch(books, async (ids) => askRevisions(database, ids), watch)
  return defineAdapter(watchedEngine(engineOf(database, source), bookWatch))
}

/** An engine that tells of the commits that it stores. */
interface SqlEngine extends AdapterEngine {
  transact(call: CommitCall, scope: ScopeOf, decide: Decide, onStored?: OnStored): Promise<Committed>
  replace(call: CommitCall, rebuild: RebuildBook, onStored?: OnStored): Promise<Committed>
}

/** The engine, together with a watch that must leave out what the engine writes itself. */
function watchedEngine(engine: SqlEngine, watch: BookWatch): AdapterEngine {
  return {
    ...engine,
    transact: async (call, scope, decide) =>
      watch.write(call.bookId, async (stored) => engine.transact(call, scope, decide, stored)),
    replace: async (call, rebuild) =>
      watch.write(call.bookId, async (stored) => engine.replace(call, rebuild, stored)),
    deleteBook: async (call) =>
      watch.write(call.bookId, async (stored) => {
        await engine.deleteBook(call)
        // Subscribers are told that everything may have changed, so it does not matter which revision this commit
        // followed.
        stored({ base: undefined, revision: null })
      }),
    watchBook: (bookId, tell) => watch.begin(bookId, tell),
  }
}

function engineOf(database: Database, source: BookSource): SqlEngine {
  const committer = new BookCommitter(database, source)
  return {
    open: async () => requireMigrated(database),
    read: async (call, scope) =>
      readAgain(call, async () => {
        const question = (head: Head) => ({ scope: scope(head) })
        return (await source.ask(database.db, call.bookId, question)).view
      }),
    page: async (call, page) =>
      readAgain(call, async () => {
        const question = (head: Head) => ({ page: page(head) })
        const { expenses } = await source.ask(database.db, call.bookId, question)
        return [...expenses].sort(compareExpenses)
      }),
    readAll: async (call) =>
      readAgain(call, async () =>
        database.snapshot(async (db) => checkedContents(await readWholeBook(database, db, call.bookId))),
      ),
    history: async (call, query) =>
      readAgain(call, async () => readHistory(database, database.db, call.bookId, query)),
    transact: async (...request) => committer.transact(...request),
    replace: async (...request) => committer.replace(...request),
    deleteBook: async (call) => committer.deleteBook(call),
    // The Kysely belongs to the app and stays open.
    close: async () => undefined,
  }
}

/** Reads, and tries again if the connection was lost. */
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
