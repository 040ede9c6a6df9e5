// A server with the installed package and any supported version of Kysely. See consumer.mjs.
import assert from 'node:assert/strict'
import { PGlite } from '@electric-sql/pglite'
import { enforcePolicy, isBudgetBookError, openBudgetBook } from 'budgetbook'
import { createSqlAdapter, migrate, migrateDown, verify } from 'budgetbook/sql'
import { Kysely, PostgresDialect } from 'kysely'

const pglite = new PGlite()
/** @type {Promise<void>} */
let last = Promise.resolve()
const pool = {
  async connect() {
    const before = last
    let release = () => {}
    last = new Promise((resolve) => {
      release = resolve
    })
    await before
    const query = async (/** @type {string} */ text, /** @type {readonly unknown[]} */ parameters) => {
      const { rows, affectedRows = 0 } = await pglite.query(text, [...parameters])
      return { command: 'SELECT', rowCount: affectedRows, rows }
    }
    return /** @type {import('kysely').PostgresPoolClient} */ (/** @type {unknown} */ ({ query, release }))
  },
  end: async () => pglite.close(),
}
/** @type {import('budgetbook/sql').SqlOptions} */
const options = { db: new Kysely({ dialect: new PostgresDialect({ pool }) }), dialect: 'postgres' }

await migrate(options)
const storage = createSqlAdapter(options)
const book = await openBudgetBook({ storage, bookId: 'user-1', allocationPolicy: enforcePolicy() })
await book.settings.update({ currency: 'USD', monthlyLimit: '5000.00' })
const { id: categoryId } = await book.categories.create({ name: 'Travel' })
await book.budgets.create({ categoryId, month: '2026-02', amount: '2000.00' })
await book.expenses.recordMany(
  Array.from({ length: 7 }, () => ({ categoryId, amount: '100.00', date: '2026-02-14' })),
)
assert.equal((await book.utilization('2026-02')).summary.totalSpent, '700.00')
const refused = await book.budgets
  .allocate('2026-02', [{ categoryId, amount: '6000.00' }])
  .catch((/** @type {unknown} */ error) => error)
assert.equal(isBudgetBookError(refused, 'allocation_rejected'), true)
await book.importBook(await book.exportBook())
assert.deepEqual(await verify(options, 'user-1'), [])
await storage.deleteBook('user-1')
await migrateDown(options)
await options.db.destroy()
