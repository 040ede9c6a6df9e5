import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../database.js'
import { databaseOf, type SqlOptions } from '../options.js'
import { isInstantBefore, readPruning, removeRows } from './pruning.js'

/** What {@link pruneHistory} removes. */
export interface PruneHistoryOptions {
  /**
   * Entries whose `at` is before this instant are removed; those made at the instant are kept. It must not be in the
   * future.
   */
  readonly olderThan: Date
  /** Prunes only this book. Without it, all books. */
  readonly bookId?: string | undefined
}

/**
 * Removes old entries of the history. The book itself does not change, but the changes in the removed entries can no
 * longer be undone. The newest entry of each book stays, whatever its age, because the positions of later entries
 * continue from it. An entry whose `at` cannot be read stays too.
 *
 * The age of an entry comes from the clock of the book. `history: { keep }` of `openBudgetBook` limits how many entries
 * a book has; this limits how old they are.
 *
 * @param options - The same database options as for `createSqlAdapter`.
 * @param which - Which entries to remove.
 * @returns How many entries were removed. After a lost connection it may be too low.
 * @throws `invalid_input`; `conflict` if other writers were faster every time, or a file of SQLite stays locked;
 * `quota_exceeded` if the disk is full; `storage_unavailable` if the database cannot be reached, or was not migrated.
 * Run it again then: it continues with what is left.
 *
 * @example
 * ```ts
 * import { DatabaseSync } from '@photostructure/sqlite' // or from 'node:sqlite', in Node 22.16 and newer
 * import { Kysely, SqliteDialect } from 'kysely'
 * import { openBudgetBook } from 'budgetbook'
 * import { createSqlAdapter, migrate, pruneHistory } from 'budgetbook/sql'
 * import { nodeSqlite } from './examples/node-sqlite.js'
 *
 * const database = nodeSqlite(new DatabaseSync(':memory:'))
 * const db = new Kysely<object>({ dialect: new SqliteDialect({ database }) })
 * await migrate({ db, dialect: 'sqlite' })
 * const storage = createSqlAdapter({ db, dialect: 'sqlite' })
 * const book = await openBudgetBook({ storage, history: { keep: 'all' }, now: () => new Date('2026-02-14') })
 * for (const name of ['Travel', 'Food', 'Rent']) await book.categories.create({ name })
 *
 * console.log(await pruneHistory({ db, dialect: 'sqlite' }, { olderThan: new Date('2026-02-15') })) // => 2
 * console.log((await book.history.list()).items.length) // => 1
 * ```
 */
export async function pruneHistory(options: SqlOptions, which: PruneHistoryOptions): Promise<number> {
  const database = databaseOf(options)
  const { before, bookId } = readPruning(which, 'olderThan')
  const newest = sql`(
    select max(newest.position) from ${database.table('history')} as newest
    where newest.book_id = pruned.book_id)`
  return removeRows(
    database,
    'history',
    bookId,
    sql`${isInstantBefore(instants[database.dialect.name], before)} and pruned.position < ${newest}`,
  )
}

// An escaped NUL or half of a surrogate pair: it follows an odd number of backslashes. No library writes it, and
// PostgreSQL cannot take a field out of JSON that has one.
const unreadable = String.raw`(^|[^\\])(\\\\)*\\u(0000|[dD][89abAB])`

/** The instant of an entry as text that compares by bytes, or null if it cannot be read. */
const instants: Readonly<Record<Database['dialect']['name'], RawBuilder<unknown>>> = {
  postgres: sql`(case when cast(pruned.entry as text) !~ ${sql.lit(unreadable)} then pruned.entry ->> 'at' end) collate "C"`,
  sqlite: sql`(case when json_valid(pruned.entry) then pruned.entry ->> '$.at' end)`,
}
