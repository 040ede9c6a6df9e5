import { sql, type RawBuilder } from 'kysely'
import * as z from 'zod/mini'
import { isBudgetBookError } from '../../../errors/error.js'
import { timestampSchema } from '../../../model/fields.js'
import type { Database } from '../database.js'
import type { Queryable } from '../queryable.js'
import { BookStatement, sortIntoTables, type AnswerRow, type BookRows } from '../read/book-query.js'
import { shortPage } from '../read/history-page.js'
import { decodeHistoryEntry } from '../schema/history-rows.js'
import { decode } from '../schema/cells.js'
import { decodeOperation, placeOf } from '../schema/rows.js'
import type { Column, Row } from '../schema/tables.js'
import { problemOf, type BookProblem } from './problem.js'

const rowsTogether = 200

/** A table, and how to read it in pages. */
interface Log {
  readonly table: 'history' | 'operations'
  readonly key: Column
  /** The condition and the order of the page whose rows meet a condition. */
  readonly page: (
    database: Database,
    book: string,
    condition: RawBuilder<unknown>,
  ) => { readonly condition: RawBuilder<unknown>; readonly order: RawBuilder<unknown> }
}

const limit = sql.lit(rowsTogether)

const entries: Log = {
  table: 'history',
  key: { name: 'position', kind: 'number' },
  page: (database, book, condition) => shortPage(database, { book, condition, order: 'oldestFirst', limit }),
}

const operationsById: Log = {
  table: 'operations',
  key: { name: 'id', kind: 'text' },
  page: (_, __, condition) => ({ condition, order: sql`order by id limit ${limit}` }),
}

/**
 * The entries of a book's history, and its operations, that cannot be read. Both may be far more than the book itself,
 * so only some are in memory at a time.
 */
export async function unreadableRows(
  database: Database,
  db: Queryable,
  bookId: string,
): Promise<readonly BookProblem[]> {
  const problems: BookProblem[] = []
  for await (const { history } of pagesOf(database, db, bookId, entries))
    for (const row of history) problems.push(...problemsIn(() => decodeHistoryEntry(bookId, row)))
  for await (const { operations } of pagesOf(database, db, bookId, operationsById))
    for (const row of operations) problems.push(...problemsIn(() => readOperation(bookId, row)))
  return problems
}

const recordedAt = z.nullable(timestampSchema)

// Only `pruneOperations` needs the instant. So a call that is repeated does not fail if the instant is damaged.
function readOperation(bookId: string, row: Row<'operations'>): void {
  decodeOperation(bookId, row)
  decode(recordedAt, row.recorded_at, () => placeOf('operations', bookId, row.id))
}

async function* pagesOf(
  database: Database,
  db: Queryable,
  bookId: string,
  { table, key, page }: Log,
): AsyncGenerator<BookRows> {
  const statement = new BookStatement(database, bookId)
  let next = sql`true`
  for (;;) {
    const { condition, order } = page(database, bookId, next)
    const { rows: answer } = await sql<AnswerRow>`${statement.rowsOf(table, condition, order)}`.execute(db)
    const rows = sortIntoTables(database.knownRows, answer)
    const last = rows[table].at(-1) as Readonly<Record<string, string>> | undefined
    if (!last) return
    yield rows
    next = sql`${sql.ref(key.name)} > ${database.dialect.value(key, last[key.name] ?? null)}`
  }
}

function problemsIn(read: () => unknown): BookProblem[] {
  try {
    read()
    return []
  } catch (error) {
    if (!isBudgetBookError(error, 'storage_corrupt')) throw error
    return [problemOf(error.details)]
  }
}
