import { sql } from 'kysely'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSqlAdapter, repair, verify, type SqlOptions } from 'budgetbook/sql'
import { bookContentsArbitrary } from 'budgetbook/testing'
import { commit, commitOptions, inserting, theBook } from '../../../../src/testing/conformance/commits.js'
import { makeCategory } from '../../../../src/testing/conformance/entities.js'
import { observe } from '../../../../src/testing/conformance/observations.js'
import { migratedSqlite, pgliteOptions, sqliteRows } from '../../../support/sql/databases.js'
import { damages, onlyInSqlite, sample } from './damages.js'

// Nothing in the book says what was there before.
const needsAPerson = [
  /amount = '(?:20\.5|-20\.00|2|2e0)'/,
  /amount = 2\.5/,
  /category_id = 'gone'/,
  /budgets set month = '2026-01'/,
  /date = '2026-02-30'/,
  /delete from budgetbook_(?:categories|books|months)/,
  /month = '2026-13'/,
  /update budgetbook_categories/,
  /update budgetbook_books/,
  /(?:metadata|extra) = '\{/,
  /(?:closed|position) = /,
]

async function expectRepaired(options: SqlOptions, statement: string): Promise<void> {
  await commit(createSqlAdapter(options), sample)
  const damage = options.tablePrefix ? statement.replaceAll('budgetbook_', options.tablePrefix) : statement
  await sql.raw(damage).execute(options.db)
  const found = await verify(options, theBook)
  const { repaired, remaining } = await repair(options, theBook)
  expect(await verify(options, theBook)).toEqual(remaining)
  expect(remaining.length > 0).toBe(needsAPerson.some((pattern) => pattern.test(statement)))
  if (remaining.length === 0) {
    expect(repaired).toEqual(found)
    // What a repaired book is good for: everything is read, and it can be written on.
    const storage = createSqlAdapter(options)
    await storage.readAll(theBook)
    await commit(storage, [inserting.category(makeCategory('after'))])
  }
  // Doing it again changes nothing.
  expect(await repair(options, theBook)).toEqual({ repaired: [], remaining })
}

describe('repair mends what verify finds, or says that a person has to', () => {
  it.each([...damages, ...onlyInSqlite])('in SQLite: %s', async (statement) => {
    await expectRepaired(migratedSqlite().options, statement)
  })

  it.each(damages)('in PGlite: %s', async (statement) => {
    await expectRepaired(await pgliteOptions(), statement)
  })
})

it('repair leaves a sound book as it is, byte for byte', async () => {
  const { database, options } = migratedSqlite()
  await commit(createSqlAdapter(options), sample)
  const before = sqliteRows(database)
  expect(await repair(options, theBook)).toEqual({ repaired: [], remaining: [] })
  expect(await repair(options, 'no such book')).toEqual({ repaired: [], remaining: [] })
  expect(sqliteRows(database)).toBe(before)
})

it('repair changes nothing if its commit cannot be written', async () => {
  const { database, options } = migratedSqlite()
  await commit(createSqlAdapter(options), sample)
  // No text equals a blob, so no commit can follow this revision.
  database.exec(
    "update budgetbook_books set revision = cast(revision as blob); update budgetbook_totals set spent = '9.00'",
  )
  const before = sqliteRows(database)
  await expect(repair(options, theBook)).rejects.toMatchObject({ code: 'conflict' })
  expect(sqliteRows(database)).toBe(before)
})

it('repair gives back the book that was there, whatever became of its totals', async () => {
  await fc.assert(
    fc.asyncProperty(bookContentsArbitrary(), fc.nat({ max: 4 }), async (contents, which) => {
      const { database, options } = migratedSqlite()
      const storage = createSqlAdapter(options)
      await storage.replace(theBook, () => ({ contents, receipt: {} }), commitOptions())
      const before = [await observe(storage), sqliteRows(database).replace(/"revision":"[^"]*"/g, '')]
      database.exec(
        [
          'delete from budgetbook_totals',
          "update budgetbook_totals set spent = spent || '1'",
          'update budgetbook_totals set expense_count = expense_count + 1',
          "update budgetbook_months set total_budget = '0'",
          "update budgetbook_expenses set month = '2026-01'",
        ][which] ?? '',
      )
      await repair(options, theBook)
      expect(await verify(options, theBook)).toEqual([])
      expect(await observe(createSqlAdapter(options))).toEqual(before[0])
    }),
  )
})
