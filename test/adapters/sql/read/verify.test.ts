import { sql } from 'kysely'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBudgetBookError, openBudgetBook } from 'budgetbook'
import { createSqlAdapter, verify, type SqlOptions } from 'budgetbook/sql'
import { bookContentsArbitrary } from 'budgetbook/testing'
import {
  commit,
  commitOptions,
  inserting,
  putting,
  theBook,
} from '../../../../src/testing/conformance/commits.js'
import {
  february,
  january,
  makeBudget,
  makeCategory,
  makeExpense,
  makeSettings,
} from '../../../../src/testing/conformance/entities.js'
import { migratedSqlite, pgliteOptions, sqliteRows } from '../../../support/sql/databases.js'

const sample = [
  putting.settings(makeSettings('USD', '100.00')),
  inserting.category(makeCategory('food')),
  inserting.category(makeCategory('travel')),
  inserting.budget(makeBudget('b1', 'food', january, '10.00')),
  inserting.budget(makeBudget('b2', 'food', february, '20.00')),
  inserting.expense(makeExpense('e1', 'food', '2026-01-31', '1.00')),
  inserting.expense(makeExpense('e2', 'food', '2026-02-01', '2.00')),
]

/** What other SQL may do, and the row that verify has to name. */
const damages: readonly (readonly [statement: string, location: string])[] = [
  ["update budgetbook_budgets set amount = '99.00' where id = 'b2'", 'months["book","2026-02"]'],
  ["delete from budgetbook_budgets where id = 'b2'", 'months["book","2026-02"]'],
  ["update budgetbook_budgets set month = '2026-01' where id = 'b2'", 'months["book","2026-02"]'],
  ["update budgetbook_budgets set amount = '20.5' where id = 'b2'", 'budgets["book","b2"]'],
  ["update budgetbook_budgets set amount = '-20.00' where id = 'b2'", 'budgets["book","b2"]'],
  ["update budgetbook_budgets set category_id = 'gone' where id = 'b2'", 'budgets["book","b2"]'],
  ["update budgetbook_months set total_budget = '21.00' where month = '2026-02'", 'months["book","2026-02"]'],
  ["delete from budgetbook_months where month = '2026-02'", 'months["book","2026-02"]'],
  ["update budgetbook_months set month = '2026-13' where month = '2026-02'", 'months["book","2026-13"]'],
  ["update budgetbook_expenses set amount = '2.01' where id = 'e2'", 'totals["book","2026-02","food"]'],
  ["delete from budgetbook_expenses where id = 'e2'", 'totals["book","2026-02","food"]'],
  [
    "update budgetbook_expenses set category_id = 'travel' where id = 'e2'",
    'totals["book","2026-02","travel"]',
  ],
  ["update budgetbook_expenses set date = '2026-03-01' where id = 'e2'", 'expenses["book","e2"]'],
  ["update budgetbook_expenses set date = '2026-02-30' where id = 'e2'", 'expenses["book","e2"]'],
  ["update budgetbook_expenses set month = '2026-01' where id = 'e2'", 'expenses["book","e2"]'],
  ["update budgetbook_expenses set amount = '2' where id = 'e2'", 'expenses["book","e2"]'],
  ["update budgetbook_totals set spent = '3.00' where month = '2026-02'", 'totals["book","2026-02","food"]'],
  [
    "update budgetbook_totals set expense_count = 2 where month = '2026-02'",
    'totals["book","2026-02","food"]',
  ],
  [
    "update budgetbook_totals set expense_count = 0 where month = '2026-02'",
    'totals["book","2026-02","food"]',
  ],
  ["delete from budgetbook_totals where month = '2026-02'", 'totals["book","2026-02","food"]'],
  ["delete from budgetbook_categories where id = 'food'", 'budgets["book","b1"]'],
  ["update budgetbook_categories set name = '' where id = 'food'", 'categories["book","food"]'],
  ["update budgetbook_books set currency = 'XXX!'", 'books["book"]'],
  ["update budgetbook_books set version = 'new'", 'books["book"]'],
  ['delete from budgetbook_books', 'books["book"]'],
  [
    "insert into budgetbook_budgets select book_id, 'b9', 9, 'travel', month, amount, metadata, created_at, updated_at, extra from budgetbook_budgets where id = 'b2'",
    'months["book","2026-02"]',
  ],
  [
    "insert into budgetbook_expenses select book_id, 'e9', category_id, month, amount, date, description, metadata, created_at, updated_at, extra from budgetbook_expenses where id = 'e2'",
    'totals["book","2026-02","food"]',
  ],
  [
    "insert into budgetbook_totals select book_id, month, 'travel', spent, 1 from budgetbook_totals where month = '2026-02'",
    'totals["book","2026-02","travel"]',
  ],
  [
    "insert into budgetbook_totals select book_id, month, 'travel', spent, 0 from budgetbook_totals where month = '2026-02'",
    'totals["book","2026-02","travel"]',
  ],
  [
    "insert into budgetbook_totals select book_id, '2026-07', category_id, spent, 1 from budgetbook_totals where month = '2026-02'",
    'months["book","2026-07"]',
  ],
]

const onlyInSqlite: typeof damages = [
  ["update budgetbook_expenses set amount = '2e0' where id = 'e2'", 'expenses["book","e2"]'],
  ["update budgetbook_expenses set amount = 2.5 where id = 'e2'", 'expenses["book","e2"]'],
  ["update budgetbook_expenses set metadata = '{' where id = 'e2'", 'expenses["book","e2"]'],
  ["update budgetbook_budgets set extra = '{' where id = 'b2'", 'budgets["book","b2"]'],
]

async function expectFound(options: SqlOptions, statement: string, location: string): Promise<void> {
  const storage = createSqlAdapter(options)
  await commit(storage, sample)
  expect(await verify(options, theBook)).toEqual([])
  const damage = options.tablePrefix ? statement.replaceAll('budgetbook_', options.tablePrefix) : statement
  await sql.raw(damage).execute(options.db)
  expect((await verify(options, theBook)).map((problem) => problem.location)).toContain(location)
}

describe('verify finds what other SQL did', () => {
  it.each([...damages, ...onlyInSqlite])('in SQLite: %s', async (statement, location) => {
    const { database, options } = migratedSqlite()
    await expectFound(options, statement, location)
    const before = sqliteRows(database)
    const book = await openBudgetBook({ storage: createSqlAdapter(options), bookId: theBook }).catch(
      () => null,
    )
    // An export, and with it everything that is done to a whole book, does not pass it on unless each row is sound.
    const exported = await book?.exportBook().catch((error: unknown) => error)
    const isOrphan = /'gone'|categories where/.test(statement)
    expect(book === null || isOrphan || isBudgetBookError(exported, 'storage_corrupt')).toBe(true)
    await verify(options, theBook)
    expect(sqliteRows(database)).toBe(before)
  })

  it.each(damages)('in PGlite: %s', async (statement, location) => {
    await expectFound(await pgliteOptions(), statement, location)
  })
})

it('verify finds nothing in what the library wrote, whatever that was', async () => {
  await fc.assert(
    fc.asyncProperty(bookContentsArbitrary(), bookContentsArbitrary(), async (contents, next) => {
      const { options } = migratedSqlite()
      const storage = createSqlAdapter(options)
      for (const one of [contents, next]) {
        await storage.replace(theBook, () => ({ contents: one, receipt: {} }), commitOptions())
        expect(await verify(options, theBook)).toEqual([])
      }
      const removals = next.expenses
        .slice(1)
        .map(({ id }) => ({ op: 'remove', type: 'expense', id }) as const)
      const scope = { expenses: next.expenses.map(({ id }) => id) }
      await storage.transact(
        theBook,
        () => scope,
        () => ({ changes: removals, receipt: {} }),
        commitOptions(),
      )
      expect(await verify(options, theBook)).toEqual([])
    }),
  )
})

it('verify of a book that is not there finds nothing', async () => {
  expect(await verify(migratedSqlite().options, 'nobody')).toEqual([])
})
