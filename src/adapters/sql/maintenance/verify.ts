import { requireBookId } from '../../../storage/kit/book-id.js'
import { CallerCode } from '../../../storage/kit/caller-code.js'
import { isBudgetBookError } from '../../../errors/error.js'
import { untilDone } from '../write/attempts.js'
import { contentsOfBook, misfitsOf } from '../read/book-contents.js'
import { retriesExhausted } from '../read/book-reader.js'
import { typedFailure } from '../failures.js'
import { databaseOf, type SqlOptions } from '../options.js'
import { readWholeBook } from '../read/whole-book.js'
import { contradictionsIn } from './contradictions.js'

/** Something that is wrong in a book's rows. */
export interface BookProblem {
  /** The table, without the prefix, and the key of the row: `totals["user-1","2026-02","category-1"]`. */
  readonly location: string
  /** For people. */
  readonly reason: string
}

/**
 * Reads all rows of one book at one instant, and compares the data that is stored twice. It compares the totals of
 * each month and category with the expenses, the total of each month with its budgets, the month of each expense with
 * its date, and every category id with the categories. It also finds what `importBook` would refuse: two categories of
 * one name, two budgets of a category in a month, and a limit of a closed month that is no amount in the book's
 * currency. It changes nothing. What the library writes is always consistent; this finds damage by other SQL, or by
 * restoring only some tables.
 *
 * @param options - The same database options as for `createSqlAdapter`.
 * @param bookId - The book's id.
 * @returns Everything that is wrong, or an empty list. If a row cannot be read, that is the only problem listed.
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
  return untilDone({
    caller: new CallerCode(),
    attempt: async () =>
      database.snapshot(async (db) => {
        try {
          const book = await readWholeBook(database, db, bookId)
          const contents = contentsOfBook(book)
          return [...misfitsOf(book, contents), ...contradictionsIn(bookId, contents)].map(
            ({ location, reason }) => ({ location, reason }),
          )
        } catch (error) {
          if (!isBudgetBookError(error, 'storage_corrupt')) throw error
          const { location, reason } = error.details
          return [{ location, reason }]
        }
      }),
    check: () => undefined,
    failure: (error) => (error === undefined ? retriesExhausted() : typedFailure(error, bookId)),
  })
}
