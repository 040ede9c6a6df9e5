import { sql } from 'kysely'
import { atPath, guardInput, invalidInput, requireObject } from '../../../errors/invalid-input.js'
import { requireBookId } from '../../../storage/kit/book-id.js'
import { CallerCode } from '../../../storage/kit/caller-code.js'
import type { Database } from '../database.js'
import { typedFailure } from '../failures.js'
import { databaseOf, type SqlOptions } from '../options.js'
import { retriesExhausted } from '../read/book-reader.js'
import { untilDone } from '../write/attempts.js'

/** What {@link pruneOperations} removes. */
export interface PruneOperationsOptions {
  /** Operations done before this instant are removed; those done at the instant are kept. */
  readonly olderThan: Date
  /** Prunes only this book. Without it, all books. */
  readonly bookId?: string | undefined
}

// Instants are compared as text, so they need years of four digits. Every operation was done between these two.
const firstInstant = '0000-01-01T00:00:00.000Z'
const lastInstant = '9999-12-31T23:59:59.999Z'

// A statement that removes more would hold its locks for too long.
const removedTogether = 10_000

/**
 * Removes old operation ids. The SQL adapter keeps every operation id, so that a repeated call is not done twice.
 * Nobody repeats a call after weeks, so run this as a regular job. If a call is repeated after its id was removed, it
 * is done again. Ids from before version 1.1 of the tables have no instant, and count as old.
 *
 * @param options - The same database options as for `createSqlAdapter`.
 * @param which - Which operations to remove.
 * @returns How many operations were removed.
 * @throws `invalid_input`; `storage_unavailable` if the database cannot be reached, or was not migrated.
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
  const { before, bookId } = guardInput(() => readWhich(which))
  let total = 0
  for (;;) {
    const removed = await removeSome(database, before, bookId)
    total += removed
    if (removed < removedTogether) return total
  }
}

function readWhich(which: PruneOperationsOptions): { before: string; bookId: string | undefined } {
  requireObject(which, 'What to prune')
  const { olderThan, bookId, ...others } = which
  for (const name of Object.keys(others))
    throw invalidInput('unknown_field', 'There is no such option', [name])
  if (bookId !== undefined) requireBookId(bookId)
  return { before: atPath(['olderThan'], () => instantOf(olderThan)), bookId }
}

function instantOf(date: unknown): string {
  const time = date instanceof Date ? date.getTime() : Number.NaN
  if (Number.isNaN(time)) throw invalidInput('invalid_value', 'Pass a valid Date')
  if (time < Date.parse(firstInstant)) return firstInstant
  if (time > Date.parse(lastInstant)) return lastInstant
  return new Date(time).toISOString()
}

async function removeSome(database: Database, before: string, bookId: string | undefined): Promise<number> {
  const operations = database.table('operations')
  const ofBook = bookId === undefined ? sql`` : sql`and book_id = ${bookId}`
  return untilDone({
    caller: new CallerCode(),
    attempt: async () => {
      const { rows } = await sql`
        delete from ${operations} where (book_id, id) in (
          select book_id, id from ${operations}
          where (recorded_at is null or recorded_at < ${before}) ${ofBook} limit ${removedTogether}
        ) returning id`.execute(database.db)
      return rows.length
    },
    check: () => undefined,
    failure: (error) => (error === undefined ? retriesExhausted() : typedFailure(error, bookId ?? '')),
  })
}
