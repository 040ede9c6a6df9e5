import { sql } from 'kysely'
import type { HistoryQuery, PlacedHistoryEntry } from '../../../storage/history.js'
import type { Database } from '../database.js'
import type { Queryable } from '../queryable.js'
import { decodeHistoryEntry } from '../schema/history-rows.js'
import { BookStatement, sortIntoTables, type AnswerRow } from './book-query.js'
import { BookReader } from './book-reader.js'
import { shortPage } from './history-page.js'

/** Reads entries of the history in one statement, newest first; fewer than the limit if they are large. */
export async function readHistory(
  database: Database,
  db: Queryable,
  bookId: string,
  { limit, id, before }: HistoryQuery,
): Promise<PlacedHistoryEntry[]> {
  const filters = [...(id === undefined ? [] : ['id']), ...(before === undefined ? [] : ['before'])]
  const values = { book: bookId, id: id ?? null, before: before ?? null, limit }
  const shape = ['history', ...filters].join(' ')
  const answer = await database.statements.run<AnswerRow>(db, shape, values, (place) => {
    const statement = new BookStatement(database, place('book'))
    const conditions = [
      sql`true`,
      ...(id === undefined ? [] : [sql`id = ${place('id')}`]),
      ...(before === undefined ? [] : [sql`position < ${place('before')}`]),
    ]
    const page = shortPage(database, {
      book: place('book'),
      condition: sql.join(conditions, sql` and `),
      order: 'newestFirst',
      limit: place('limit'),
    })
    const entries = statement.rowsOf('history', page.condition, page.order)
    // With the row of the book: rows of a newer major version are not read.
    return sql`${statement.rowsOf('books')} union all ${entries}`
  })
  const { rows } = new BookReader(bookId, sortIntoTables(database.knownRows, answer))
  return rows.history
    .map((row) => decodeHistoryEntry(bookId, row))
    .sort((one, other) => other.position - one.position)
}
