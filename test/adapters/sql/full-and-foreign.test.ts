import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openBudgetBook } from 'budgetbook'
import { createSqlAdapter, migrate, verify } from 'budgetbook/sql'
import { migratedSqlite, sqliteKysely, temporaryFolder } from '../../support/sql/databases.js'

it('a full database is quota_exceeded; the old state is intact, and it goes on when there is room', async () => {
  const { database, options } = migratedSqlite()
  const book = await openBudgetBook({ storage: createSqlAdapter(options) })
  const { id: categoryId } = await book.categories.create({ name: 'Food' })
  const { page_count: pages } = database.prepare('pragma page_count').get()
  database.exec(`pragma max_page_count = ${pages + 8}`)
  const expense = { categoryId, amount: '1.00', date: '2026-02-14', description: 'x'.repeat(500) }
  let recorded = 0
  for (;;) {
    try {
      await book.expenses.record(expense)
      recorded++
    } catch (error) {
      expect(error).toMatchObject({ code: 'quota_exceeded', details: { bookId: 'default' } })
      break
    }
  }
  const many = Array.from({ length: 1_000 }, () => expense)
  await expect(book.expenses.recordMany(many)).rejects.toMatchObject({ code: 'quota_exceeded' })
  expect((await book.utilization('2026-02')).summary.expenseCount).toBe(recorded)
  expect(await verify(options, 'default')).toEqual([])
  database.exec('pragma max_page_count = 100000')
  await book.expenses.recordMany(many)
  expect((await book.utilization('2026-02')).summary.expenseCount).toBe(recorded + 1_000)
})

it('a file that is not a database is storage_corrupt, and stays as it is', async () => {
  const folder = await temporaryFolder()
  const file = join(folder.path, 'books.db')
  await writeFile(file, 'Dear diary, today I bought a train ticket.\n'.repeat(100))
  const options = { db: sqliteKysely(file), dialect: 'sqlite' } as const
  await expect(migrate(options)).rejects.toMatchObject({ code: 'storage_corrupt' })
  await expect(createSqlAdapter(options).read('default', () => ({}))).rejects.toMatchObject({
    code: 'storage_corrupt',
  })
  await options.db.destroy()
  await folder.remove()
})
