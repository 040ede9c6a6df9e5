import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { openBudgetBook } from 'budgetbook'
import { createSqlAdapter, repair } from 'budgetbook/sql'
import { commit, theBook } from '../../../src/testing/conformance/commits.js'
import { observe } from '../../../src/testing/conformance/observations.js'
import { migratedSqlite, sqliteRows } from '../../support/sql/databases.js'
import { damages, onlyInSqlite, sample } from './maintenance/damages.js'

/** A book that was opened while it was sound, and then damaged by other SQL. */
async function openThenDamage(statement: string) {
  const { database, options } = migratedSqlite()
  const adapter = createSqlAdapter(options)
  await commit(adapter, sample)
  const book = await openBudgetBook({ storage: adapter, bookId: theBook })
  const [backup, sound] = [await book.exportBook(), await observe(adapter)]
  await sql.raw(statement).execute(options.db)
  return { database, options, adapter, book, backup, sound }
}

it.each([...damages, ...onlyInSqlite])(
  'a damaged book is deleted as a whole, and then a backup imported: %s',
  async (statement) => {
    const { database, options, adapter, backup, sound } = await openThenDamage(statement)
    const empty = sqliteRows(migratedSqlite().database)
    await adapter.deleteBook(theBook)
    expect(sqliteRows(database)).toBe(empty)
    const restored = await openBudgetBook({ storage: createSqlAdapter(options), bookId: theBook })
    await restored.importBook(backup)
    expect(await observe(adapter)).toEqual(sound)
  },
)

// An import compares its rows with the stored ones, so it has to read them.
describe.each([
  ['a book row that cannot be read', "update budgetbook_books set currency = 'XXX!'"],
  ['a book row that is missing', 'delete from budgetbook_books'],
  ['a category that cannot be read', "update budgetbook_categories set name = '' where id = 'food'"],
  ['an expense that cannot be read', "update budgetbook_expenses set amount = '2' where id = 'e2'"],
  ['a month that is missing', "delete from budgetbook_months where month = '2026-02'"],
  ['a wrong total', "update budgetbook_totals set spent = '3.00' where month = '2026-02'"],
])('a book with %s', (_, statement) => {
  it('refuses work on all of it, also an import, and is left as it is', async () => {
    const { database, book, backup } = await openThenDamage(statement)
    const before = sqliteRows(database)
    const corrupt = { code: 'storage_corrupt' }
    await expect(book.importBook(backup)).rejects.toMatchObject(corrupt)
    await expect(book.settings.changeCurrency({ to: 'EUR', rate: '1' })).rejects.toMatchObject(corrupt)
    await expect(book.exportBook()).rejects.toMatchObject(corrupt)
    expect(sqliteRows(database)).toBe(before)
  })
})

it('a book whose totals alone were wrong can be imported over after a repair', async () => {
  const { options, adapter, book, backup, sound } = await openThenDamage(
    "update budgetbook_totals set spent = '3.00' where month = '2026-02'",
  )
  await repair(options, theBook)
  await book.importBook(backup)
  expect(await observe(adapter)).toEqual(sound)
})

it('a book of a newer major version is not read, but deleted', async () => {
  const { database, adapter, book, backup } = await openThenDamage(
    "update budgetbook_books set version = '2.0'",
  )
  await expect(book.importBook(backup)).rejects.toMatchObject({ code: 'storage_future_version' })
  await adapter.deleteBook(theBook)
  expect(sqliteRows(database)).toBe(sqliteRows(migratedSqlite().database))
})
