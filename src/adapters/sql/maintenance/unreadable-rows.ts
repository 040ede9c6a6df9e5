import { sql } from 'kysely'
import * as z from 'zod/mini'
import { isBudgetBookError } from '../../../errors/error.js'
import { timestampSchema } from '../../../model/fields.js'
import type { Database } from '../database.js'
import type { Queryable } from '../queryable.js'
import { BookStatement, sortIntoTables, type AnswerRow, type BookRows } from '../read/book-query.js'
import { decodeHistoryEntry } from '../schema/history-rows.js'
import { decode } from '../schema/cells.js'
import { decodeOperation, placeOf } from '../schema/rows.js'
import { columnsOf, tables, type Row } from '../schema/tables.js'
import { problemOf, type BookProblem } from './problem.js'

type Log = 'history' | 'operations'

// An entry may tell of thousands of expenses.
const rowsTogether = 200

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
  for await (const { history } of pagesOf(database, db, bookId, 'history'))
    for (const row of history) problems.push(...problemsIn(() => decodeHistoryEntry(bookId, row)))
  for await (const { operations } of pagesOf(database, db, bookId, 'operations'))
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
  table: Log,
): AsyncGenerator<BookRows> {
  const statement = new BookStatement(database, bookId)
  const [key] = tables[table].key
  const column = columnsOf(table).find(({ name }) => name === key) ?? { name: key, kind: 'text' }
  let next = sql`true`
  for (;;) {
    const page = statement.rowsOf(table, next, sql`order by ${sql.ref(key)} limit ${sql.lit(rowsTogether)}`)
    const { rows: answer } = await sql<AnswerRow>`${page}`.execute(db)
    const rows = sortIntoTables(database.knownRows, answer)
    yield rows
    const last = rows[table].at(-1) as Readonly<Record<string, string>> | undefined
    if (!last || answer.length < rowsTogether) return
    next = sql`${sql.ref(key)} > ${database.dialect.value(column, last[key] ?? null)}`
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
