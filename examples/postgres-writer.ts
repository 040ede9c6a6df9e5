// One of the writers that race in examples/postgres.ts. It runs within that process, or as a process of its own.
import { env, exit } from 'node:process'
import { fileURLToPath } from 'node:url'
import { Kysely, PostgresDialect } from 'kysely'
import { Pool } from 'pg'
import { enforcePolicy, isBudgetBookError, openBudgetBook } from 'budgetbook'
import { createSqlAdapter, type SqlOptions } from 'budgetbook/sql'

export interface Writer {
  /** Budgets 60.00 in a month. Returns whether that was accepted. */
  readonly budget: (month: string) => Promise<boolean>
  readonly close: () => Promise<void>
}

export async function openWriter(options: SqlOptions, userId: string, categoryId: string): Promise<Writer> {
  const book = await openBudgetBook({
    storage: createSqlAdapter(options),
    bookId: userId,
    allocationPolicy: enforcePolicy(),
  })
  return {
    budget: async (month) => {
      try {
        await book.budgets.create({ categoryId, month, amount: '60.00' })
        return true
      } catch (error) {
        if (isBudgetBookError(error, 'allocation_rejected')) return false
        throw error
      }
    },
    close: async () => book.close(),
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , userId = '', categoryId = ''] = process.argv
  const pool = new Pool({ connectionString: env['DATABASE_URL'], max: 2 })
  pool.on('error', (error) => console.error(error.message))
  pool.on('connect', (client) => client.on('error', (error) => console.error(error.message)))
  const db = new Kysely<object>({ dialect: new PostgresDialect({ pool }) })
  const writer = await openWriter({ db, dialect: 'postgres' }, userId, categoryId)
  process.on('message', (month: string) => {
    void writer.budget(month).then((accepted) => process.send?.(accepted))
  })
  process.on('disconnect', () => exit())
  process.send?.('ready')
}
