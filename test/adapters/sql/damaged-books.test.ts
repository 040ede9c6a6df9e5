import { SqliteDialect, sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import {
  isBudgetBookError,
  openBudgetBook,
  type BookDocument,
  type BudgetBook,
  type StorageAdapter,
} from 'budgetbook'
import { createSqlAdapter, verify, type SqlOptions } from 'budgetbook/sql'
import { nodeSqlite } from '../../../examples/node-sqlite.js'
import { commit, commitOptions, theBook } from '../../../src/testing/conformance/commits.js'
import { observe } from '../../../src/testing/conformance/observations.js'
import { migratedSqlite, pgliteOptions, sqliteRows } from '../../support/sql/databases.js'
import { driverError, FaultyKysely } from '../../support/sql/failing-statements.js'
import { damages, onlyInSqlite, sample } from './maintenance/damages.js'

const operation = (id: string) => ({ id, fingerprint: 'f' })

interface Opened {
  readonly storage: StorageAdapter
  /** A book that was opened while it was sound: one whose row is damaged cannot be opened. */
  readonly book: BudgetBook
  readonly backup: BookDocument
  readonly sound: unknown
  readonly other: unknown
}

async function openSample(options: SqlOptions): Promise<Opened> {
  const storage = createSqlAdapter(options)
  await commit(storage, sample, { operation: operation('first') })
  await commit(storage, sample, { bookId: 'other' })
  const book = await openBudgetBook({ storage, bookId: theBook })
  const [sound, other] = [await observe(storage), await observe(storage, 'other')]
  return { storage, book, backup: await book.exportBook(), sound, other }
}

/** Does to the rows of one book what a statement does to all. */
async function damage({ db, tablePrefix = 'budgetbook_' }: SqlOptions, statements: string): Promise<void> {
  for (const statement of statements.split(';')) {
    const ofBook = statement.includes(' where ') ? `${statement} and` : `${statement} where`
    await sql.raw(`${ofBook} book_id = '${theBook}'`.replaceAll('budgetbook_', tablePrefix)).execute(db)
  }
}

const everyTable = ['books', 'categories', 'months', 'budgets', 'totals', 'expenses']
const keeping = (...kept: string[]) =>
  everyTable
    .filter((table) => !kept.includes(table))
    .map((table) => `delete from budgetbook_${table}`)
    .join(';')

const losses = ['categories', 'months', 'budgets', 'totals', 'expenses'].map((table) => keeping(table))
const rows = [
  "update budgetbook_books set version = 'new', currency = '?', extra = '[]'",
  'update budgetbook_books set month_start_day = 99',
  "update budgetbook_books set monthly_limit = '-1'",
]
const statements = [...damages.map(([statement]) => statement), ...rows, ...losses]
// These rows can still be read: what they say is wrong, or contradicts other rows.
const isReadable = /'gone'|categories where|CATEGORY FOOD/

describe('a book that cannot be read', () => {
  const inSqlite = [...statements, ...onlyInSqlite.map(([statement]) => statement)]

  it.each(inSqlite)('is imported over, and then nothing of the damage is left: %s', async (statement) => {
    const { options } = migratedSqlite()
    const { book, backup, sound, other } = await openSample(options)
    await damage(options, statement)
    await book.importBook(backup, { operationId: 'import' })
    await expectSound(options, sound, other)
    // What was done before is known, and what comes afterwards is stored.
    const again = await commit(createSqlAdapter(options), [], { operation: operation('first') })
    expect(again.replayed).toBe(true)
    await book.importBook(backup, { operationId: 'import' })
    await book.settings.changeCurrency({ to: 'EUR', rate: '2' })
    expect((await book.utilization('2026-02')).summary).toMatchObject({
      totalBudget: '40.00',
      totalSpent: '4.00',
    })
  })

  it.each(inSqlite)('is left as it is by full-book work that looks at it: %s', async (statement) => {
    const { database, options } = migratedSqlite()
    const { storage, book } = await openSample(options)
    await damage(options, statement)
    if (isReadable.test(statement)) return
    const before = sqliteRows(database)
    const corrupt = { code: 'storage_corrupt' }
    await expect(book.settings.changeCurrency({ to: 'EUR', rate: '1' })).rejects.toMatchObject(corrupt)
    await expect(
      storage.replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions()),
    ).rejects.toMatchObject(corrupt)
    const nothing = { contents: null, receipt: {} }
    await expect(
      storage.replace(theBook, () => nothing, commitOptions({ operation: operation('nothing') })),
    ).rejects.toMatchObject(corrupt)
    expect(sqliteRows(database)).toBe(before)
  })

  it.each(statements)('is imported over in PGlite: %s', async (statement) => {
    const options = await pgliteOptions()
    const { book, backup, sound, other } = await openSample(options)
    await damage(options, statement)
    await book.importBook(backup)
    await expectSound(options, sound, other)
  })

  it.each(inSqlite)('is deleted as a whole, and then a backup is imported: %s', async (statement) => {
    const { database, options } = migratedSqlite()
    const { storage, backup, sound, other } = await openSample(options)
    await damage(options, statement)
    await storage.deleteBook(theBook)
    expect(sqliteRows(database)).not.toContain(`"${theBook}"`)
    const book = await openBudgetBook({ storage: createSqlAdapter(options), bookId: theBook })
    await book.importBook(backup)
    await expectSound(options, sound, other)
  })
})

async function expectSound(options: SqlOptions, sound: unknown, other: unknown): Promise<void> {
  const fresh = createSqlAdapter(options)
  expect(await verify(options, theBook)).toEqual([])
  expect(await observe(fresh)).toEqual(sound)
  expect(await observe(fresh, 'other')).toEqual(other)
}

it('an import keeps the version of a row that can be read', async () => {
  const { database, options } = migratedSqlite()
  const { book, backup } = await openSample(options)
  await damage(options, "update budgetbook_books set version = '1.7'")
  await damage(options, "update budgetbook_totals set spent = '9.00'")
  await book.importBook(backup)
  expect(database.prepare('select version from budgetbook_books').all()).toContainEqual({ version: '1.7' })
})

it('a book of a newer major version is not imported over, but deleted', async () => {
  const { database, options } = migratedSqlite()
  const { storage, book, backup } = await openSample(options)
  await damage(options, "update budgetbook_books set version = '2.0'")
  await damage(options, "update budgetbook_totals set spent = 'new'")
  const before = sqliteRows(database)
  await expect(book.importBook(backup)).rejects.toMatchObject({ code: 'storage_future_version' })
  expect(sqliteRows(database)).toBe(before)
  await storage.deleteBook(theBook)
  expect(sqliteRows(database)).not.toContain(`"${theBook}"`)
})

it('an import that is refused leaves a book that cannot be read as it is', async () => {
  const { database, options } = migratedSqlite()
  const { storage } = await openSample(options)
  const contents = await storage.readAll(theBook)
  await damage(options, 'delete from budgetbook_books')
  const before = sqliteRows(database)
  const twice = { ...contents, categories: [...contents.categories, ...contents.categories] }
  await expect(
    storage.replace(theBook, () => ({ contents: twice, receipt: {} }), commitOptions()),
  ).rejects.toMatchObject({ code: 'invalid_input' })
  expect(sqliteRows(database)).toBe(before)
})

describe.each([
  'delete from budgetbook_books',
  "update budgetbook_books set version = 'new'",
  "update budgetbook_expenses set amount = '2' where id = 'e2'",
])('an import over %s, of which a statement fails', (statement) => {
  it.each([
    ['before', 'SQLITE_FULL'],
    ['before', undefined],
    ['after', undefined],
  ] as const)('%s it is carried out (%s), is made or not made', async (when, code) => {
    for (let at = 1; ; at++) {
      const { database } = migratedSqlite()
      const faulty = new FaultyKysely(new SqliteDialect({ database: nodeSqlite(database) }))
      const options = { db: faulty.db, dialect: 'sqlite' } as const
      const { book, backup, sound, other } = await openSample(options)
      await damage(options, statement)
      const before = sqliteRows(database)
      faulty.arm({ at, when, error: driverError(code) })
      const outcome = await book.importBook(backup).then(
        () => 'done',
        (error: unknown) => (isBudgetBookError(error) ? error.code : String(error)),
      )
      const { struck } = faulty
      faulty.arm(null)
      if (outcome === 'done') await expectSound(options, sound, other)
      else {
        expect(['quota_exceeded', 'outcome_unknown']).toContain(outcome)
        expect(sqliteRows(database)).toBe(before)
      }
      if (struck === null) break
    }
  })
})
