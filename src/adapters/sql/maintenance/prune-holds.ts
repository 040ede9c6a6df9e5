import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../database.js'
import { databaseOf, type SqlOptions } from '../options.js'
import { supported } from '../read/book-reader.js'
import { newRevision } from '../schema/revision.js'
import { keyRanges } from './key-ranges.js'
import { isInstantBefore, readPruning } from './pruning.js'
import { tried } from './tried.js'

/** What {@link pruneHolds} removes. */
export interface PruneHoldsOptions {
  /**
   * Holds that expired before this instant are removed; those that expired at the instant are kept. It must not be in
   * the future. Leave some minutes between it and now if the clocks of your servers differ.
   */
  readonly expiredBefore: Date
  /** Prunes only this book. Without it, all books. */
  readonly bookId?: string | undefined
}

/**
 * Removes holds that have expired. They do not count, so no figure of a report changes. A write to a month removes its
 * expired holds anyway; this is for months that nobody writes to. Each book gets a new revision, so every adapter that
 * remembers it reads it again. The history gets no entry. Subscribers hear of it only if their adapter has `watch`,
 * which sees the new revision. A hold without an end stays, and so does one whose end cannot be read.
 *
 * @param options - The same database options as for `createSqlAdapter`.
 * @param which - Which holds to remove.
 * @returns How many holds were removed. After a lost connection it may be too low. Books that a newer major version
 * wrote are left alone.
 * @throws `invalid_input`; `conflict` if other writers were faster every time, or a file of SQLite stays locked;
 * `quota_exceeded` if the disk is full; `storage_unavailable` if the database cannot be reached, or was not migrated.
 * Run it again then: it continues with what is left.
 *
 * @example
 * ```ts
 * import { DatabaseSync } from '@photostructure/sqlite' // or from 'node:sqlite', in Node 22.16 and newer
 * import { Kysely, SqliteDialect } from 'kysely'
 * import { openBudgetBook } from 'budgetbook'
 * import { createSqlAdapter, migrate, pruneHolds } from 'budgetbook/sql'
 * import { nodeSqlite } from './examples/node-sqlite.js'
 *
 * const database = nodeSqlite(new DatabaseSync(':memory:'))
 * const db = new Kysely<object>({ dialect: new SqliteDialect({ database }) })
 * await migrate({ db, dialect: 'sqlite' })
 * const storage = createSqlAdapter({ db, dialect: 'sqlite' })
 * const book = await openBudgetBook({ storage, now: () => new Date('2026-02-14') })
 * const { id: categoryId } = await book.categories.create({ name: 'Travel' })
 * const expiresAt = '2026-02-15T00:00:00.000Z'
 * await book.holds.place({ categoryId, amount: '80.00', date: '2026-02-14', expiresAt })
 *
 * console.log(await pruneHolds({ db, dialect: 'sqlite' }, { expiredBefore: new Date('2026-02-16') })) // => 1
 * ```
 */
export async function pruneHolds(options: SqlOptions, which: PruneHoldsOptions): Promise<number> {
  const database = databaseOf(options)
  const { before, bookId } = readPruning(which, 'expiredBefore')
  const isExpired = isInstantBefore(sql`expires_at`, before)
  let total = 0
  for await (const range of keyRanges(database, 'holds', bookId)) {
    const condition = sql`${range} and ${isExpired}`
    for (const id of await booksWith(database, condition, bookId))
      total += await tried(id, async () => removeOfBook(database, id, condition))
  }
  return total
}

async function booksWith(
  database: Database,
  condition: RawBuilder<unknown>,
  bookId: string | undefined,
): Promise<string[]> {
  const id = database.dialect.cells([sql`book_id`])
  const statement = sql<{ cells: string }>`
    select ${id} as cells from (
      select distinct book_id from ${database.table('holds')} where ${condition}
    ) as found`
  const { rows } = await tried(bookId ?? '', async () => statement.execute(database.db))
  return rows.flatMap(({ cells }) => JSON.parse(cells) as string[])
}

async function removeOfBook(
  database: Database,
  bookId: string,
  condition: RawBuilder<unknown>,
): Promise<number> {
  const holds = sql`${database.table('holds')} where book_id = ${bookId} and ${condition}`
  return database.write(async (db) => {
    // Locks the book as a commit does. A commit that read the book earlier fails. Another commit may have removed the
    // holds in the meantime. Then there is no change, and the revision stays.
    const { rows: books } = await sql`
      update ${database.table('books')} set revision = ${newRevision()}
      where book_id = ${bookId} and version like ${`${supported.major}.%`}
      and exists (select 1 from ${holds})
      returning 1 as locked`.execute(db)
    if (books.length === 0) return 0
    const { rows } = await sql`
      delete from ${holds}
      returning 1 as removed`.execute(db)
    return rows.length
  })
}
