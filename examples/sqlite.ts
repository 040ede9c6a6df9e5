// A small server: the books of all users in one SQLite file.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite' // or from 'node:sqlite', in Node 22.16 and newer
import { Kysely, SqliteDialect } from 'kysely'
import { enforcePolicy, openBudgetBook } from 'budgetbook'
import { createSqlAdapter, migrate, verify } from 'budgetbook/sql'
import { nodeSqlite } from './node-sqlite.js' // not needed with better-sqlite3
import { preparedOnce } from './prepared-once.js' // twenty lines that halve the time of recording an expense

const folder = mkdtempSync(join(tmpdir(), 'budgetbook-')) // a real server uses a permanent folder
const database = new DatabaseSync(join(folder, 'books.db'), { timeout: 5_000 }) // waits for other processes
database.exec('pragma journal_mode = wal') // readers do not wait for writers
database.exec('pragma synchronous = full') // a commit that resolved survives a loss of power

const dialect = new SqliteDialect({ database: preparedOnce(nodeSqlite(database)) })
const db = new Kysely<object>({ dialect })
const options = { db, dialect: 'sqlite' } as const
await migrate(options)
const storage = createSqlAdapter(options) // one for the whole process
console.log('Durability:', (await storage.open()).durability)

const bookOf = async (userId: string) =>
  openBudgetBook({ storage, bookId: userId, allocationPolicy: enforcePolicy() })

for (const [userId, amount] of [
  ['ada', '300.00'],
  ['bob', '700.00'],
] as const) {
  const book = await bookOf(userId)
  await book.settings.update({ currency: 'USD', monthlyLimit: '500.00' })
  const { id: categoryId } = await book.categories.create({ name: 'Travel' })
  const outcome = await book.budgets.create({ categoryId, month: '2026-02', amount }).then(
    () => 'accepted',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
  console.log(`${userId}: ${outcome}`)
}

// Imports a backup of one book into another. Other books do not change.
const document = await (await bookOf('ada')).exportBook()
await (await bookOf('ada, restored')).importBook(document)
console.log('Restored budgets:', (await (await bookOf('ada, restored')).budgets.list()).length)
console.log('Problems:', await verify(options, 'ada, restored'))

await db.destroy()
rmSync(folder, { recursive: true })
