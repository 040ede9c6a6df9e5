import { sql } from 'kysely'
import { openBudgetBook } from 'budgetbook'
import { createSqlAdapter, type SqlOptions } from 'budgetbook/sql'
import type { PostgresServer } from '../../scripts/postgres/server.js'
import { postgresDatabase, sqliteDatabase } from './databases.js'
import type { Line } from './measure.js'

const tables = ['books', 'categories', 'months', 'budgets', 'totals', 'expenses'] as const
const books = 100
const months = 12

/** Books as people have them: 10 categories, a budget for each in a month, 30 expenses a month. */
async function live(options: SqlOptions): Promise<void> {
  const storage = createSqlAdapter(options)
  for (let number = 0; number < books; number++) {
    const book = await openBudgetBook({
      storage,
      bookId: `01a214c7-bd51-7000-9159-${String(number).padStart(12, '0')}`,
    })
    const ids: string[] = []
    for (let index = 0; index < 10; index++)
      ids.push((await book.categories.create({ name: `Category ${index}` })).id)
    for (let index = 0; index < months; index++) {
      const month = `2026-${String(index + 1).padStart(2, '0')}`
      await book.budgets.allocate(
        month,
        ids.map((categoryId) => ({ categoryId, amount: '150.00' })),
      )
      const expenses = Array.from({ length: 30 }, (_, day) => ({
        categoryId: ids[day % 10] ?? '',
        amount: `${day + 1}.50`,
        date: `${month}-${String(1 + (day % 28)).padStart(2, '0')}`,
        description: 'Lunch with the team',
      }))
      await book.expenses.recordMany(expenses)
    }
  }
}

/** Bytes for each row with its indexes, what a record writes ahead, and how tables take to being updated. */
export async function describeStorage(server: PostgresServer): Promise<Line[]> {
  const { pool, ...options } = await postgresDatabase(server, 'sizes')
  await live(options)
  await pool.query('vacuum full')
  const lines: Line[] = []
  let all = 0
  for (const table of tables) {
    const { rows } = await pool.query<{ bytes: string; count: string }>(
      `select pg_total_relation_size('budgetbook_${table}') as bytes, (select count(*) from budgetbook_${table}) as count`,
    )
    const [{ bytes, count } = { bytes: '0', count: '1' }] = rows
    all += Number(bytes)
    lines.push({
      what: `PostgreSQL: bytes for a row of ${table}, with indexes`,
      value: (Number(bytes) / Number(count)).toFixed(0),
    })
  }
  lines.push({ what: `PostgreSQL: bytes for a book of a year`, value: (all / books).toFixed(0) })
  const sqlite = await sqliteDatabase()
  await live(sqlite)
  const { rows: pages } = await sql<{ bytes: number }>`
    select (select page_count from pragma_page_count()) * (select page_size from pragma_page_size()) as bytes`.execute(
    sqlite.db,
  )
  lines.push({
    what: 'SQLite: bytes for a book of a year',
    value: (Number(pages[0]?.bytes) / books).toFixed(0),
  })
  return [...lines, ...(await describeWrites(options, pool))]
}

async function describeWrites(
  options: SqlOptions,
  pool: Awaited<ReturnType<typeof postgresDatabase>>['pool'],
): Promise<Line[]> {
  const book = await openBudgetBook({ storage: createSqlAdapter(options), bookId: 'busy' })
  const { id: categoryId } = await book.categories.create({ name: 'Food' })
  await pool.query('checkpoint')
  const position = async () =>
    Number((await pool.query<{ at: string }>(`select pg_current_wal_lsn() - '0/0' as at`)).rows[0]?.at)
  const count = 5_000
  const start = await position()
  for (let index = 0; index < count; index++)
    await book.expenses.record({
      categoryId,
      amount: '1.00',
      date: '2026-02-14',
      description: 'Lunch with the team',
    })
  const written = ((await position()) - start) / count
  await pool.query('vacuum')
  const { rows } = await pool.query<{ name: string; hot: string; bytes: string }>(`
    select relname as name, round(100.0 * n_tup_hot_upd / n_tup_upd) as hot, pg_relation_size(relid) as bytes
    from pg_stat_user_tables where relname in ('budgetbook_books', 'budgetbook_totals') order by 1`)
  return [
    { what: 'PostgreSQL: bytes written ahead for a record', value: written.toFixed(0) },
    ...rows.map(({ name, hot, bytes }) => ({
      what: `PostgreSQL: ${name} after ${count} records in one book`,
      value: `${hot} % of its updates touched no index; ${bytes} bytes`,
    })),
  ]
}
