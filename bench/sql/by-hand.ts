import { randomUUID } from 'node:crypto'
import { openBudgetBook } from 'budgetbook'
import { createSqlAdapter } from 'budgetbook/sql'
import type { PostgresServer } from '../../scripts/postgres/server.js'
import { postgresDatabase } from './databases.js'
import { race, type Line } from '../measure.js'

/** A record through the adapter, and through SQL by hand that keeps the same guarantees; and a lone insert. */
export async function compareByHand(server: PostgresServer): Promise<Line[]> {
  const { pool, options } = await postgresDatabase(server, 'by_hand')
  const book = await openBudgetBook({ storage: createSqlAdapter(options) })
  const ids: string[] = []
  for (let index = 0; index < 20; index++) {
    const { id } = await book.categories.create({ name: `Category ${index}` })
    await book.budgets.create({ categoryId: id, month: '2026-02', amount: '10.00' })
    ids.push(id)
  }
  await pool.query(`
    create table hand_books (book text primary key, revision bigint);
    create table hand_totals (book text, month text, category text, spent numeric, count bigint, primary key (book, month, category));
    create table hand_expenses (
      book text, id text, category text, amount numeric, date text, created text, description text, metadata json, primary key (book, id));
    create index on hand_expenses (book, date, created, id);
    create index on hand_expenses (book, category, date, created, id);
    insert into hand_books values ('b', 0)`)
  const insert = `insert into hand_expenses values ('b', $1, $2, '1.00', '2026-02-14', $3, '', '{}')`
  const row = (turn: number) => [randomUUID(), ids[turn % 20], new Date().toISOString()]
  const results = await race(
    [
      {
        name: 'adapter',
        run: async (turn) =>
          book.expenses.record({ categoryId: ids[turn % 20] ?? '', amount: '1.00', date: '2026-02-14' }),
      },
      {
        name: 'hand',
        run: async (turn) => {
          const client = await pool.connect()
          await client.query('begin')
          await client.query(`update hand_books set revision = revision + 1 where book = $1`, ['b'])
          await client.query(`select * from hand_totals where book = $1 and month = $2`, ['b', '2026-02'])
          await client.query(insert, row(turn))
          await client.query(
            `insert into hand_totals values ('b', '2026-02', $1, 1, 1)
             on conflict (book, month, category) do update set spent = hand_totals.spent + 1, count = hand_totals.count + 1`,
            [ids[turn % 20]],
          )
          await client.query('commit')
          client.release()
        },
      },
      { name: 'insert', run: async (turn) => pool.query(insert, row(turn)) },
      { name: 'report', run: async () => book.utilization('2026-02') },
    ],
    400,
  )
  return [
    results.line('record, adapter (2 round trips)', 'adapter'),
    results.line('record, SQL by hand (6 round trips)', 'hand'),
    results.line('a lone insert', 'insert'),
    results.line('report of 20 categories (1 round trip)', 'report'),
    results.ratio('record, adapter to by hand', 'adapter', 'hand'),
    results.ratio('record, adapter to a lone insert', 'adapter', 'insert'),
  ]
}
