import { randomUUID } from 'node:crypto'
import { openBudgetBook } from 'budgetbook'
import { createSqlAdapter } from 'budgetbook/sql'
import type { PostgresServer } from '../../scripts/postgres/server.js'
import { postgresDatabase } from './databases.js'
import { race, type Line } from '../measure.js'

/** 10,000 expenses in one commit, one by one, and by the fastest insert there is by hand, without totals. */
export async function compareBulk(server: PostgresServer): Promise<Line[]> {
  const { pool, options } = await postgresDatabase(server, 'bulk')
  const book = await openBudgetBook({ storage: createSqlAdapter(options) })
  const { id: categoryId } = await book.categories.create({ name: 'Food' })
  const expense = { categoryId, amount: '1.00', date: '2026-02-14', description: 'Lunch' }
  const many = Array.from({ length: 10_000 }, () => expense)
  await pool.query('create table hand (like budgetbook_expenses including all)')
  const now = new Date().toISOString()
  const results = await race(
    [
      { name: 'many', run: async () => book.expenses.recordMany(many) },
      {
        name: 'hand',
        run: async () =>
          pool.query(
            `insert into hand select 'default', id, $2, '2026-02', 1.00, '2026-02-14', 'Lunch', '{}', $3, $3, null
             from unnest($1::text[]) as id`,
            [many.map(() => randomUUID()), categoryId, now],
          ),
      },
      {
        name: 'single',
        run: async () => {
          for (let count = 0; count < 100; count++) await book.expenses.record(expense)
        },
      },
    ],
    10,
    1,
  )
  return [
    results.line('recordMany of 10,000', 'many'),
    results.line('10,000 rows by hand (unnest, no totals, nothing checked)', 'hand'),
    results.line('10,000 one by one, from 100 in each turn', 'single', 100),
    results.ratio('10,000 one by one, to recordMany', 'single', 'many', { times: 100 }),
    results.ratio('recordMany, to by hand', 'many', 'hand'),
  ]
}
