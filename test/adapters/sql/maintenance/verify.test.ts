import { sql } from 'kysely'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBudgetBookError, openBudgetBook } from 'budgetbook'
import { createSqlAdapter, verify, type SqlOptions } from 'budgetbook/sql'
import { bookContentsArbitrary } from 'budgetbook/testing'
import { commit, commitOptions, theBook } from '../../../../src/testing/conformance/commits.js'
import { damages, onlyInSqlite, sample } from './damages.js'
import { migratedSqlite, pgliteOptions, sqliteRows } from '../../../support/sql/databases.js'

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
    // Each row of these can be read, and no total of them is wrong.
    const isExported = /'gone'|categories where|CATEGORY FOOD/.test(statement)
    expect(book === null || isExported || isBudgetBookError(exported, 'storage_corrupt')).toBe(true)
    await verify(options, theBook)
    expect(sqliteRows(database)).toBe(before)
  })

  it.each(damages)('in PGlite: %s', async (statement, location) => {
    await expectFound(await pgliteOptions(), statement, location)
  })
})

it.each([
  // A person who reads it must not throw newer data away for a backup: `repair` corrects this.
  [
    "update budgetbook_totals set spent = '3.00'",
    /^The data stored at totals\["book",.* contradicts .* call repair, which corrects it$/,
  ],
  [
    "update budgetbook_expenses set month = '2026-01' where id = 'e2'",
    /^The data stored at expenses\["book","e2"\] contradicts .* call repair, which corrects it$/,
  ],
  [
    "update budgetbook_expenses set amount = 'abc' where id = 'e2'",
    /abc is not an amount.* restore a backup$/,
  ],
  ["update budgetbook_expenses set amount = '2.0' where id = 'e2'", /2\.0 does not have 2 decimals/],
])('an export after %s says what helps', async (statement, message) => {
  const { options } = migratedSqlite()
  const storage = createSqlAdapter(options)
  await commit(storage, sample)
  await sql.raw(statement).execute(options.db)
  const book = await openBudgetBook({ storage, bookId: theBook })
  await expect(book.exportBook()).rejects.toThrow(message)
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
