import { sql } from 'kysely'
import type { Committed } from '../../../storage/adapter.js'
import type { Receipt } from '../../../storage/change.js'
import { emptyContents } from '../../../storage/kit/state/contents.js'
import type { HistoryAppend } from '../../../storage/history.js'
import type { BookContents } from '../../../storage/view.js'
import type { Database } from '../database.js'
import type { Queryable } from '../queryable.js'
import { sortIntoTables } from '../read/book-query.js'
import { retriesExhausted, supported, type BookReader } from '../read/book-reader.js'
import { DamagedBook } from '../read/damaged-book.js'
import { newRevision } from '../schema/revision.js'
import { tableNames, type TableName } from '../schema/tables.js'
import { writesOfReplacement } from './book-changes.js'
import { writeBook } from './book-writer.js'
import type { PendingCommit } from './pending-commit.js'

/** What a book gets: its new contents, and what the commit keeps. */
interface Restoring {
  readonly contents: BookContents
  readonly receipt: Receipt
  readonly history: HistoryAppend | undefined
}

/**
 * Writes an import over a book that cannot be read. Only its operations and its history stay. `db` is a transaction
 * that locks the book's row, if there is one. Returns `null` if there was no row and another writer made one first.
 * Then nothing was changed.
 */
export async function restoreBook(
  database: Database,
  db: Queryable,
  commit: PendingCommit,
  book: BookReader | DamagedBook,
  { contents, receipt, history }: Restoring,
): Promise<Committed | null> {
  const writes = writesOfReplacement(sortIntoTables(database.knownRows, []), contents)
  const base = book.revision ?? (await insertRow(database, db, book.bookId))
  if (base === null) return null
  await emptyBook(database, db, book)
  const outcome = { base, fields: contents, hasNewFields: true, writes, receipt, applied: null, history }
  const committed = await commit.send(db, outcome)
  // An end of the transaction without an error would leave an empty book.
  if (!committed) throw retriesExhausted()
  return committed
}

// From here on, the new row keeps other writers out.
async function insertRow(database: Database, db: Queryable, bookId: string): Promise<string | null> {
  const revision = newRevision()
  const row = { bookId, base: null, revision, fields: emptyContents, hasNewFields: true, writes: [] }
  return (await writeBook(database, db, row)) ? revision : null
}

const kept: ReadonlySet<TableName> = new Set(['books', 'operations', 'history'])

async function emptyBook(database: Database, db: Queryable, book: BookReader | DamagedBook): Promise<void> {
  const { bookId } = book
  // A commit leaves the version of the row as it is, but here the version may be the damaged part.
  if (book instanceof DamagedBook) {
    const version = `${supported.major}.${supported.minor}`
    await sql`update ${database.table('books')} set version = ${version} where book_id = ${bookId}`.execute(
      db,
    )
  }
  for (const table of tableNames) {
    if (kept.has(table)) continue
    await sql`delete from ${database.table(table)} where book_id = ${bookId}`.execute(db)
  }
}
