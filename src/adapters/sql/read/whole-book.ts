import { sql } from 'kysely'
import { BookReader } from './book-reader.js'
import { askBook, BookStatement, sortIntoTables, type AnswerRow, type BookRows } from './book-query.js'
import type { Database } from '../database.js'
import type { Queryable } from '../queryable.js'

const expensesTogether = 10_000

/**
 * Reads everything in a book, in pieces that a driver can take. `db` is a transaction that sees one instant, or one
 * that locks the book.
 */
export async function readWholeBook(database: Database, db: Queryable, bookId: string): Promise<BookReader> {
  const rows = await askBook(database, db, bookId, { scope: { months: 'all' } })
  const statement = new BookStatement(database, bookId)
  const expenses: BookRows['expenses'] = []
  for (;;) {
    const last = expenses.at(-1)
    const next = last ? sql`id > ${last.id}` : sql`true`
    const piece = statement.rowsOf('expenses', next, sql`order by id limit ${expensesTogether}`)
    const { rows: answer } = await sql<AnswerRow>`${piece}`.execute(db)
    expenses.push(...sortIntoTables(database.knownRows, answer).expenses)
    if (answer.length < expensesTogether) return new BookReader(bookId, { ...rows, expenses })
  }
}
