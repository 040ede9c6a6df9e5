import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { openBudgetBook } from 'budgetbook'
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
import { postgres } from '../../../../src/adapters/sql/dialects/postgres.js'
import { pgliteOptions } from '../../../support/sql/databases.js'

const sample = [
  putting.settings(makeSettings('USD', '100.00')),
  inserting.category(makeCategory('food')),
  inserting.budget(makeBudget('b', 'food', february, '10.00')),
  inserting.expense(makeExpense('e', 'food', '2026-02-01', '1.00')),
]
const withExtra = ['books', 'categories', 'budgets', 'expenses']

const { db } = await pgliteOptions()
const optionsOf = (tablePrefix: string): SqlOptions => ({ db, dialect: 'postgres', tablePrefix })

async function run(statement: string): Promise<readonly object[]> {
  return (await sql<object>`${sql.raw(statement)}`.execute(db)).rows
}

/** The names of all tables and indexes of a prefix, without it. */
async function namesOf(tablePrefix: string): Promise<string[]> {
  const rows = await run(`select relname as name from pg_class where relname like '${tablePrefix}%'`)
  return (rows as { name: string }[]).map(({ name }) => name.slice(tablePrefix.length)).sort()
}

describe('on PostgreSQL, migrate', () => {
  it('may be called at once, again, and after it was interrupted anywhere', async () => {
    await Promise.all([migrate(optionsOf('one_')), migrate(optionsOf('one_')), migrate(optionsOf('one_'))])
    const names = await namesOf('one_')
    expect(names).toContain('expenses_by_category')
    const [step] = migrations
    for (const end of [1, 2, 6, 9]) {
      const prefix = `cut${end}_`
      const statements = step?.up(new Database(db, postgres, null, prefix, { books: 0, rows: 0 })) ?? []
      expect(statements.length).toBeGreaterThan(end)
      for (const statement of statements.slice(0, end)) await statement.execute(db)
      await expect(createSqlAdapter(optionsOf(prefix)).open()).rejects.toMatchObject({
        details: { reason: 'not_migrated' },
      })
      await migrate(optionsOf(prefix))
      expect(await namesOf(prefix)).toEqual(names)
    }
    await commit(createSqlAdapter(optionsOf('one_')), sample)
    await migrate(optionsOf('one_'))
    expect((await observe(createSqlAdapter(optionsOf('one_')))).expenses).toHaveLength(1)
  })

  it('leaves nothing behind where it fails', async () => {
    // No index can be made on it.
    await run('create view fails_expenses as select 1')
    await expect(migrate(optionsOf('fails_'))).rejects.toMatchObject({ code: 'storage_unavailable' })
    expect(await namesOf('fails_')).toEqual(['expenses'])
  })

  it('leaves tables of a newer minor version, and what they have more, as they are', async () => {
    const options = optionsOf('minor_')
    await migrate(options)
    const storage = createSqlAdapter(options)
    await run("update minor_schema set version = '1.7'")
    for (const table of withExtra) await run(`alter table minor_${table} add column added text`)
    await migrate(options)
    await storage.open()
    await commit(storage, sample)
    for (const table of withExtra) await run(`update minor_${table} set added = 'by 1.7'`)
    await run("update minor_books set version = '1.7', revision = 'of 1.7'")
    for (const table of withExtra) await run(`update minor_${table} set extra = '{ "more" : [1] }'`)

    const book = await openBudgetBook({ storage, bookId: theBook })
    await book.settings.update({ monthlyLimit: '7.00' })
    await book.categories.update('food', { name: 'Food' })
    await book.budgets.update('b', { amount: '3.00' })
    await book.expenses.update('e', { amount: '4.00', date: '2026-03-01' })
    await book.settings.changeCurrency({ to: 'JPY', rate: '100' })
    for (const table of withExtra) {
      const rows = await run(`select extra::jsonb, added from minor_${table}`)
      expect(rows, table).toEqual([{ extra: { more: [1] }, added: 'by 1.7' }])
    }
    expect(await run('select version, currency from minor_books')).toEqual([
      { version: '1.7', currency: 'JPY' },
    ])
    expect(await run('select version from minor_schema')).toEqual([{ version: '1.7' }])
    expect((await book.exportBook()).expenses).toMatchObject([{ amount: '400', more: [1] }])
    expect(await verify(options, theBook)).toEqual([])
  })

  it('refuses tables of a newer major version, as opening and undoing do', async () => {
    const options = optionsOf('major_')
    await migrate(options)
    await run("update major_schema set version = '2.0'")
    for (const call of [migrate(options), createSqlAdapter(options).open(), migrateDown(options)])
      await expect(call).rejects.toMatchObject({ code: 'storage_future_version' })
    expect(await run('select version from major_schema')).toEqual([{ version: '2.0' }])
  })

  it('is undone all at once, unless there are books', async () => {
    const options = optionsOf('down_')
    await migrate(options)
    await commit(createSqlAdapter(options), sample)
    for (const { loses } of migrations) if (!loses.includes('books')) await migrateDown(options)
    await expect(migrateDown(options)).rejects.toMatchObject({ code: 'invalid_input' })
    await migrate(options)
    expect((await observe(createSqlAdapter(options))).expenses).toHaveLength(1)
    for (const { loses } of migrations) if (!loses.includes('books')) await migrateDown(options)
    await migrateDown({ ...options, discardBooks: true })
    await migrateDown({ ...options, discardBooks: true })
    expect(await namesOf('down_')).toEqual([])
  })
})

it('on PostgreSQL, a book of a newer major version is refused by every call, and left; others go on', async () => {
  const options = optionsOf('books_')
  await migrate(options)
  const storage = createSqlAdapter(options)
  for (const bookId of [theBook, 'other']) await commit(storage, sample, { bookId })
  await run(`update books_books set version = '2.0', revision = 'of 2.0' where book_id = '${theBook}'`)
  const before = await run('select * from books_books order by book_id')
  const addTravel = [inserting.category(makeCategory('travel'))]
  for (const call of [
    storage.read(theBook, () => ({})),
    storage.page(theBook, () => ({ limit: 1 })),
    storage.readAll(theBook),
    verify(options, theBook),
    commit(storage, addTravel),
    storage.replace(theBook, (contents) => ({ contents, receipt: {} }), commitOptions()),
  ]) {
    await expect(call).rejects.toMatchObject({
      code: 'storage_future_version',
      details: { location: 'books["book"]', found: '2.0', supported: '1.2' },
    })
  }
  expect(await run('select * from books_books order by book_id')).toEqual(before)
  await commit(storage, addTravel, { bookId: 'other' })
  expect((await observe(storage, 'other')).categories).toHaveLength(2)
})
