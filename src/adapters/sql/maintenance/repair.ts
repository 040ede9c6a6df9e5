import { sql } from 'kysely'
import { isBudgetBookError } from '../../../errors/error.js'
import { monthOf } from '../../../calendar/month-range.js'
import { requireBookId } from '../../../storage/kit/book-id.js'
import type { BookContents } from '../../../storage/view.js'
import type { Database } from '../database.js'
import { databaseOf, type SqlOptions } from '../options.js'
import type { Queryable } from '../queryable.js'
import { contentsOfBook, misfitsOf } from '../read/book-contents.js'
import { BookReader, retriesExhausted } from '../read/book-reader.js'
import { readWholeBook } from '../read/whole-book.js'
import { newRevision } from '../schema/revision.js'
import { writesOfReplacement } from '../write/book-changes.js'
import { lockBook, writeBook } from '../write/book-writer.js'
import { contradictionsIn } from './contradictions.js'
import { problemOf, type BookProblem } from './problem.js'
import { tried } from './tried.js'
import { unreadableRows } from './unreadable-rows.js'

/** What {@link repair} did. */
export interface RepairReport {
  /**
   * What was wrong and is now repaired: totals of months and categories, and the stored months of expenses. If rows of
   * the table `totals` cannot be read, only the first of them is listed, though everything is repaired.
   */
  readonly repaired: readonly BookProblem[]
  /** What is still wrong, because the data does not show the right value. A person has to decide. */
  readonly remaining: readonly BookProblem[]
}

/**
 * Repairs what `verify` finds, if the book's own data shows the right value. It computes the totals of months and
 * categories again from budgets and expenses, and stores each expense under the month of its date. It is one commit:
 * other writers wait for it, and readers see the book before it or after it. Budgets, expenses, holds and categories
 * stay as they are, except for the month that is stored with an expense. Holds have no stored month, and no total
 * counts them.
 *
 * An open adapter tells its subscribers of the repair only with the option `watch`.
 *
 * @param options - The same database options as for `createSqlAdapter`.
 * @param bookId - The book's id.
 * @returns What was repaired, and what was not: a row that cannot be read, including one of the history or of the
 * operation ids; a budget, an expense or a hold whose category does not exist; and what `importBook` would refuse, such
 * as two budgets of a category in a month. If a row of the book itself cannot be read, other than one of `totals`,
 * nothing is repaired.
 * @throws `invalid_input`; a storage code if the database cannot be read or written.
 *
 * @example
 * ```ts
 * import { DatabaseSync } from '@photostructure/sqlite' // or from 'node:sqlite', in Node 22.16 and newer
 * import { Kysely, SqliteDialect, sql } from 'kysely'
 * import { openBudgetBook } from 'budgetbook'
 * import { createSqlAdapter, migrate, repair, verify } from 'budgetbook/sql'
 * import { nodeSqlite } from './examples/node-sqlite.js'
 *
 * const database = nodeSqlite(new DatabaseSync(':memory:'))
 * const db = new Kysely<object>({ dialect: new SqliteDialect({ database }) })
 * await migrate({ db, dialect: 'sqlite' })
 * const book = await openBudgetBook({ storage: createSqlAdapter({ db, dialect: 'sqlite' }), bookId: 'user-1' })
 * const { id: categoryId } = await book.categories.create({ name: 'Travel' })
 * await book.expenses.record({ categoryId, amount: '10.00', date: '2026-02-14' })
 * await sql`update budgetbook_totals set spent = '99.00'`.execute(db)
 *
 * const { repaired, remaining } = await repair({ db, dialect: 'sqlite' }, 'user-1')
 * console.log(repaired.length, remaining.length, await verify({ db, dialect: 'sqlite' }, 'user-1')) // => 1 0 []
 * console.log((await book.utilization('2026-02')).summary.totalSpent) // => 10.00
 * ```
 */
export async function repair(options: SqlOptions, bookId: string): Promise<RepairReport> {
  const database = databaseOf(options)
  requireBookId(bookId)
  const report = await tried(bookId, async () =>
    database.write(async (db) => repairLocked(database, db, bookId)),
  )
  // After the commit, so that no writer waits for it.
  const unreadable = await tried(bookId, async () =>
    database.snapshot(async (db) => unreadableRows(database, db, bookId)),
  )
  return { ...report, remaining: [...report.remaining, ...unreadable] }
}

async function repairLocked(database: Database, db: Queryable, bookId: string): Promise<RepairReport> {
  await lockBook(database, db, bookId)
  try {
    const book = await readWholeBook(database, db, bookId)
    const untotalled = withoutTotals(book)
    const contents = refiled(contentsOfBook(untotalled))
    const remaining = [...contradictionsIn(bookId, contents)].map(problemOf)
    if (writesOfReplacement(book.rows, contents).length === 0) return { repaired: [], remaining }
    const repaired = problemsOf(book)
    const { revision: base, fields } = book
    // All totals are written again. A statement could not name a total whose key is not text.
    await sql`delete from ${database.table('totals')} where book_id = ${bookId}`.execute(db)
    const isWritten = await writeBook(database, db, {
      bookId,
      base,
      revision: newRevision(),
      fields,
      hasNewFields: false,
      writes: writesOfReplacement(untotalled.rows, contents),
    })
    // An end of the transaction without an error would leave a book without totals.
    if (!isWritten) throw retriesExhausted()
    return { repaired, remaining }
  } catch (error) {
    if (!isBudgetBookError(error, 'storage_corrupt')) throw error
    return { repaired: [], remaining: [problemOf(error.details)] }
  }
}

// Totals are computed again, so they may hold anything, even unreadable text.
function withoutTotals({ bookId, rows }: BookReader): BookReader {
  return new BookReader(bookId, { ...rows, totals: [] })
}

function refiled(contents: BookContents): BookContents {
  const { monthStartDay } = contents.settings
  return {
    ...contents,
    expenses: contents.expenses.map((expense) => ({
      ...expense,
      month: monthOf(expense.date, monthStartDay),
    })),
  }
}

function problemsOf(book: BookReader): BookProblem[] {
  try {
    return [...misfitsOf(book, contentsOfBook(book))].map(problemOf)
  } catch (error) {
    if (!isBudgetBookError(error, 'storage_corrupt')) throw error
    return [problemOf(error.details)]
  }
}
