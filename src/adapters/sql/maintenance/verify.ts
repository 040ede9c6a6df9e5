import { requireBookId } from '../../../storage/kit/book-id.js'
import { isBudgetBookError } from '../../../errors/error.js'
import { contentsOfBook, misfitsOf } from '../read/book-contents.js'
import type { Database } from '../database.js'
import { databaseOf, type SqlOptions } from '../options.js'
import { readWholeBook } from '../read/whole-book.js'
import type { Queryable } from '../queryable.js'
import { contradictionsIn } from './contradictions.js'
import { problemOf, type BookProblem } from './problem.js'
import { tried } from './tried.js'
import { unreadableRows } from './unreadable-rows.js'

/**
 * Reads all rows of one book at one instant, and compares the data that is stored twice. It compares the totals of each
 * month and category with the expenses, the total of each month with its budgets, the month of each expense with its
 * date, and the category of each budget, expense and hold with the categories. It also finds what `importBook` would
 * refuse: two categories of one name in a group, two groups of one name or id, two budgets of a category in a month, a
 * limit of a closed month that is not an amount in the book's currency, and an original amount that is not an amount in
 * its own currency. In the history and the operation ids, it finds the rows that cannot be read. It changes nothing.
 * What the library writes is always consistent; this finds damage by other SQL, or by restoring only some tables. It
 * does not find a valid value in the place of another, if the book stores it only once.
 *
 * @param options - The same database options as for `createSqlAdapter`.
 * @param bookId - The book's id.
 * @returns Everything that it finds wrong. The list is empty for a sound book, and for a book that does not exist. If a row
 * of the book itself cannot be read, it is the only problem listed for the book; unreadable history entries and
 * operation ids are listed one by one.
 * @throws `invalid_input`; a storage code if the database cannot be read.
 *
 * @example
 * ```ts
 * import { DatabaseSync } from '@photostructure/sqlite' // or from 'node:sqlite', in Node 22.16 and newer
 * import { Kysely, SqliteDialect, sql } from 'kysely'
 * import { openBudgetBook } from 'budgetbook'
 * import { createSqlAdapter, migrate, verify } from 'budgetbook/sql'
 * import { nodeSqlite } from './examples/node-sqlite.js'
 *
 * const database = nodeSqlite(new DatabaseSync(':memory:'))
 * const db = new Kysely<object>({ dialect: new SqliteDialect({ database }) })
 * await migrate({ db, dialect: 'sqlite' })
 * const book = await openBudgetBook({ storage: createSqlAdapter({ db, dialect: 'sqlite' }), bookId: 'user-1' })
 * const { id: categoryId } = await book.categories.create({ name: 'Travel' })
 * await book.budgets.create({ categoryId, month: '2026-02', amount: '10.00' })
 * console.log(await verify({ db, dialect: 'sqlite' }, 'user-1')) // => []
 *
 * await sql`update budgetbook_budgets set amount = '99.00'`.execute(db)
 * console.log((await verify({ db, dialect: 'sqlite' }, 'user-1')).map(({ reason }) => reason))
 * // => [ 'its kept total 10.00 is not that of its budgets, 99.00' ]
 * ```
 */
export async function verify(options: SqlOptions, bookId: string): Promise<readonly BookProblem[]> {
  const database = databaseOf(options)
  requireBookId(bookId)
  return tried(bookId, async () =>
    database.snapshot(async (db) => [
      ...(await problemsOfBook(database, db, bookId)),
      ...(await unreadableRows(database, db, bookId)),
    ]),
  )
}

async function problemsOfBook(database: Database, db: Queryable, bookId: string): Promise<BookProblem[]> {
  try {
    const book = await readWholeBook(database, db, bookId)
    const contents = contentsOfBook(book)
    return [...misfitsOf(book, contents), ...contradictionsIn(bookId, contents)].map(problemOf)
  } catch (error) {
    if (!isBudgetBookError(error, 'storage_corrupt')) throw error
    return [problemOf(error.details)]
  }
}
