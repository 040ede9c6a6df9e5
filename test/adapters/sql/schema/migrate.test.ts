import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { openBudgetBook, type StorageAdapter } from 'budgetbook'
import { createSqlAdapter, migrate, migrateDown, verify, type SqlOptions } from 'budgetbook/sql'
import {
  commit,
  commitOptions,
  inserting,
  putting,
  theBook,
} from '../../../../src/testing/conformance/commits.js'
import {
  february,
  makeBudget,
  makeCategory,
  makeExpense,
  makeSettings,
} from '../../../../src/testing/conformance/entities.js'
import { observe } from '../../../../src/testing/conformance/observations.js'
import { Database } from '../../../../src/adapters/sql/database.js'
import { migrations } from '../../../../src/adapters/sql/schema/migrations.js'
import { sqlite } from '../../../../src/adapters/sql/dialects/sqlite.js'
import { root } from '../../../support/snippets/snippets.js'
import {
  migratedSqlite,
  pgliteOptions,
  sqliteKysely,
  sqliteRows,
  temporaryFolder,
} from '../../../support/sql/databases.js'
import { runOnSources } from '../../../../scripts/entries.mjs'

const sample = [
  putting.settings(makeSettings('USD', '100.00')),
  inserting.category(makeCategory('food')),
  inserting.budget(makeBudget('b', 'food', february, '10.00')),
  inserting.expense(makeExpense('e', 'food', '2026-02-01', '1.00')),
]
const addTravel = [inserting.category(makeCategory('travel'))]
const fresh = (): SqlOptions => ({ db: sqliteKysely(), dialect: 'sqlite' })

/** The names of all tables and indexes. */
async function namesIn({ db }: SqlOptions): Promise<unknown[]> {
  const { rows } = await sql<{ name: string }>`select name from sqlite_master order by name`.execute(db)
  return rows.map(({ name }) => name)
}

describe('migrate', () => {
  it('may be called again, and at once', async () => {
    const options = fresh()
    await Promise.all([migrate(options), migrate(options), migrate(options)])
    const names = await namesIn(options)
    await commit(createSqlAdapter(options), sample)
    await migrate(options)
    expect(await namesIn(options)).toEqual(names)
    expect((await observe(createSqlAdapter(options))).expenses).toHaveLength(1)
  })

  it('finishes what was interrupted', async () => {
    const whole = fresh()
    await migrate(whole)
    const options = fresh()
    const statements =
      migrations[0]?.up(new Database(options.db, sqlite, null, 'budgetbook_', { books: 0, rows: 0 })) ?? []
    for (const statement of statements.slice(0, statements.length / 2)) await statement.execute(options.db)
    await migrate(options)
    expect(await namesIn(options)).toEqual(await namesIn(whole))
  })

  it('by several processes at once, on one file, succeeds in each', async () => {
    const folder = await temporaryFolder()
    const file = join(folder.path, 'books.db')
    const program = `
      import { migrate } from 'budgetbook/sql'
      import { Kysely, SqliteDialect } from 'kysely'
      import { DatabaseSync } from '@photostructure/sqlite'
      import { nodeSqlite } from './examples/node-sqlite.ts'
      const database = nodeSqlite(new DatabaseSync(${JSON.stringify(file)}, { timeout: 5_000 }))
      const db = new Kysely({ dialect: new SqliteDialect({ database }) })
      migrate({ db, dialect: 'sqlite' }).then(() => console.log('done'))`
    const run = async () =>
      promisify(execFile)(execPath, [...runOnSources, '--input-type=module', '-e', program], { cwd: root })
    const outputs = await Promise.all([run(), run(), run(), run()])
    expect(outputs.map(({ stdout }) => stdout)).toEqual(['done\n', 'done\n', 'done\n', 'done\n'])
    const options: SqlOptions = { db: sqliteKysely(file), dialect: 'sqlite' }
    expect(await createSqlAdapter(options).open()).toMatchObject({ durability: 'disk' })
    await options.db.destroy()
    await folder.remove()
  })

  it('leaves tables of a newer minor version as they are, and the adapter works on them', async () => {
    const { database, options } = migratedSqlite()
    database.exec(
      "update budgetbook_schema set version = '1.7'; alter table budgetbook_expenses add column added text",
    )
    await migrate(options)
    const storage = createSqlAdapter(options)
    await storage.open()
    await commit(storage, sample)
    database.exec("update budgetbook_expenses set added = 'by 1.7'")
    const expense = makeExpense('e', 'food', '2026-02-01', '2.00')
    await commit(storage, [putting.expense(expense)])
    await storage.replace(
      theBook,
      (contents) => ({
        contents: { ...contents, expenses: [{ ...expense, description: 'x' }] },
        receipt: {},
      }),
      commitOptions(),
    )
    expect(database.prepare('select added, description from budgetbook_expenses').get()).toEqual({
      added: 'by 1.7',
      description: 'x',
    })
    expect(database.prepare('select version from budgetbook_schema').get()).toEqual({ version: '1.7' })
  })

  it.each(['2.0', '17.3'])(
    'refuses tables of the newer major version %s, as opening does',
    async (version) => {
      const { database, options } = migratedSqlite()
      database.prepare('update budgetbook_schema set version = ?').run(version)
      const before = sqliteRows(database)
      for (const call of [migrate(options), createSqlAdapter(options).open(), migrateDown(options)]) {
        await expect(call).rejects.toMatchObject({
          code: 'storage_future_version',
          details: { found: version, supported: '1.2' },
        })
      }
      expect(sqliteRows(database)).toBe(before)
    },
  )
})

describe('tables of version 1.0', () => {
  /** A book as version 1.0 left it, with an operation that it kept. */
  async function olderBook() {
    const { database, options } = migratedSqlite()
    await commit(createSqlAdapter(options), sample, { operation: { id: 'first', fingerprint: 'f' } })
    await migrateDown(options)
    await migrateDown(options)
    return { database, options }
  }

  it('are refused by open and by a named commit until migrate brought them up to date', async () => {
    const { options } = await olderBook()
    const storage = createSqlAdapter(options)
    const operation = { id: 'second', fingerprint: 'f' }
    for (const call of [storage.open(), commit(storage, addTravel, { operation })])
      await expect(call).rejects.toMatchObject({ details: { reason: 'not_migrated' } })
    await migrate(options)
    await storage.open()
    await commit(storage, addTravel, { operation })
  })

  it('keep every figure and every operation through migrate', async () => {
    const { options } = await olderBook()
    await migrate(options)
    const storage = createSqlAdapter(options)
    const { expenses, budgets } = await storage.readAll(theBook)
    expect([...expenses, ...budgets].map(({ amount }) => amount)).toEqual(['1.00', '10.00'])
    const again = await commit(storage, addTravel, { operation: { id: 'first', fingerprint: 'f' } })
    expect(again.replayed).toBe(true)
    expect(await verify(options, theBook)).toEqual([])
  })
})

describe('migrateDown', () => {
  it.each([
    ['nothing', undefined as never],
    ['an object that throws', new Proxy({} as SqlOptions, { ownKeys: () => Object.keys(null as never) })],
  ])('refuses %s as its options', async (_, options) => {
    await expect(migrateDown(options)).rejects.toMatchObject({ code: 'invalid_input' })
  })

  it('removes everything that migrate made, and does nothing the second time', async () => {
    const options = fresh()
    await migrate(options)
    for (let step = 0; step <= migrations.length; step++) await migrateDown(options)
    expect(await namesIn(options)).toEqual([])
  })

  it('refuses while there are books, and removes them when told to', async () => {
    const options = fresh()
    await migrate(options)
    await commit(createSqlAdapter(options), sample)
    await migrateDown(options)
    await migrateDown(options)
    await expect(createSqlAdapter(options).open()).rejects.toMatchObject({
      details: { reason: 'not_migrated' },
    })
    await expect(migrateDown(options)).rejects.toMatchObject({
      code: 'invalid_input',
      details: { issues: [{ path: ['discardBooks'] }] },
    })
    await migrate(options)
    expect((await observe(createSqlAdapter(options))).expenses).toHaveLength(1)
    await migrateDown(options)
    await migrateDown(options)
    await migrateDown({ ...options, discardBooks: true })
    expect(await namesIn(options)).toEqual([])
  })
})

describe('a database without the tables', () => {
  it.each(['sqlite', 'postgres'] as const)('is storage_unavailable: not_migrated, in %s', async (dialect) => {
    const options = dialect === 'sqlite' ? fresh() : { ...(await pgliteOptions()), tablePrefix: 'none_' }
    const storage = createSqlAdapter(options)
    const calls = [
      storage.open(),
      storage.read(theBook, () => ({})),
      commit(storage, addTravel),
      verify(options, theBook),
    ]
    for (const outcome of await Promise.allSettled(calls)) {
      expect(outcome).toMatchObject({
        reason: { code: 'storage_unavailable', details: { reason: 'not_migrated' } },
      })
    }
  })
})

describe('a book of another version', () => {
  const calls: Record<string, (storage: StorageAdapter) => Promise<unknown>> = {
    read: async (storage) => storage.read(theBook, () => ({})),
    page: async (storage) => storage.page(theBook, () => ({ limit: 1 })),
    readAll: async (storage) => storage.readAll(theBook),
    transact: async (storage) => commit(storage, addTravel),
    replace: async (storage) =>
      storage.replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions()),
  }

  it('that is a newer major one is refused by every call, and left; other books go on', async () => {
    const { database, options } = migratedSqlite()
    const storage = createSqlAdapter(options)
    await commit(storage, sample)
    await commit(storage, sample, { bookId: 'other' })
    database
      .prepare("update budgetbook_books set version = '2.0', revision = 'of 2.0' where book_id = ?")
      .run(theBook)
    const before = sqliteRows(database)
    for (const call of Object.values(calls)) {
      await expect(call(storage)).rejects.toMatchObject({
        code: 'storage_future_version',
        details: { location: 'books["book"]', found: '2.0', supported: '1.2' },
      })
    }
    expect(sqliteRows(database)).toBe(before)
    await commit(storage, addTravel, { bookId: 'other' })
  })

  it('that is a newer minor one is read and written, and keeps its version and what it added', async () => {
    const { database, options } = migratedSqlite()
    const storage = createSqlAdapter(options)
    await commit(storage, sample)
    const added = JSON.stringify({ added: { by: '1.7' } })
    database.exec("update budgetbook_books set version = '1.7', revision = 'of 1.7'")
    for (const table of ['books', 'categories', 'budgets', 'expenses'])
      database.prepare(`update budgetbook_${table} set extra = ?`).run(added)
    const book = await openBudgetBook({ storage, bookId: theBook })
    await book.settings.update({ monthlyLimit: '7.00' })
    await book.categories.update('food', { name: 'Food' })
    await book.budgets.update('b', { amount: '3.00' })
    await book.expenses.update('e', { amount: '4.00' })
    await book.settings.changeCurrency({ to: 'JPY', rate: '100' })
    for (const table of ['books', 'categories', 'budgets', 'expenses']) {
      expect(database.prepare(`select extra from budgetbook_${table}`).all(), table).toEqual([
        { extra: added },
      ])
    }
    expect(database.prepare('select version, currency from budgetbook_books').get()).toEqual({
      version: '1.7',
      currency: 'JPY',
    })
    const { expenses } = await book.exportBook()
    expect(expenses[0]).toMatchObject({ amount: '400', added: { by: '1.7' } })
    expect(await verify(options, theBook)).toEqual([])
  })
})
