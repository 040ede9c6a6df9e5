import { sql } from 'kysely'
import { databaseOf, type SqlOptions } from '../options.js'
import { isInstantBefore, readPruning, removeRows } from './pruning.js'

/** What {@link pruneOperations} removes. */
export interface PruneOperationsOptions {
  /**
   * Operations done before this instant are removed; those done at the instant are kept. It must not be in the future.
   */
  readonly olderThan: Date
  /** Prunes only this book. Without it, all books. */
  readonly bookId?: string | undefined
}

/**
 * Removes old operation ids. The SQL adapter keeps every operation id, so that a repeated call is not done twice.
 * Nobody repeats a call after weeks, so run this as a regular job. If a call is repeated after its id was removed, it
 * is done again. Ids from before version 1.1 of the tables have no instant, and count as old. An id whose instant cannot
 * be read stays.
 *
 * @param options - The same database options as for `createSqlAdapter`.
 * @param which - Which operations to remove.
 * @returns How many operations were removed. After a lost connection it may be too low.
 * @throws `invalid_input`; `conflict` if other writers were faster every time, or a file of SQLite stays locked;
 * `quota_exceeded` if the disk is full; `storage_unavailable` if the database cannot be reached, or was not migrated.
 * Run it again then: it continues with what is left.
 *
 * @example
 * ```ts
 * import { DatabaseSync } from '@photostructure/sqlite' // or from 'node:sqlite', in Node 22.16 and newer
 * import { Kysely, SqliteDialect } from 'kysely'
 * import { openBudgetBook } from 'budgetbook'
 * import { createSqlAdapter, migrate, pruneOperations } from 'budgetbook/sql'
 * import { nodeSqlite } from './examples/node-sqlite.js'
 *
 * const database = nodeSqlite(new DatabaseSync(':memory:'))
 * const db = new Kysely<object>({ dialect: new SqliteDialect({ database }) })
 * await migrate({ db, dialect: 'sqlite' })
 * const book = await openBudgetBook({ storage: createSqlAdapter({ db, dialect: 'sqlite' }) })
 * await book.categories.create({ name: 'Travel' }, { operationId: 'create-travel' })
 *
 * const monthAgo = new Date(Date.now() - 30 * 86_400_000)
 * console.log(await pruneOperations({ db, dialect: 'sqlite' }, { olderThan: monthAgo })) // => 0
 * ```
 */
export async function pruneOperations(options: SqlOptions, which: PruneOperationsOptions): Promise<number> {
  const database = databaseOf(options)
  const { before, bookId } = readPruning(which, 'olderThan')
  return removeRows(
    database,
    'operations',
    bookId,
    sql`(pruned.recorded_at is null or ${isInstantBefore(sql`pruned.recorded_at`, before)})`,
  )
}
