import { openBudgetBook } from 'budgetbook'
import { createSqlAdapter, verify } from 'budgetbook/sql'
import { withClient } from '../../scripts/postgres/questions.js'
import type { PostgresConnection, PostgresServer } from '../../scripts/postgres/server.js'
import { postgresDatabase } from './databases.js'
import { bytesLine, type Line } from '../measure.js'
import { bytesForEach } from './write-ahead.js'

/** What 10,000 records do to one book: the bytes written ahead, and the tables that are updated in place. */
export async function describeBusyBook(server: PostgresServer): Promise<Line[]> {
  const count = 10_000
  const { pool, connection, options } = await postgresDatabase(server, 'busy')
  const book = await openBudgetBook({ storage: createSqlAdapter(options) })
  const { id: categoryId } = await book.categories.create({ name: 'Food' })
  const expense = { categoryId, amount: '1.00', date: '2026-02-14', description: 'Lunch with the team' }
  const written = await bytesForEach(pool, count, async () => {
    for (let index = 0; index < count; index++) await book.expenses.record(expense)
  })
  const problems = await verify(options, 'default')
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
  const before = await sizesOf(connection)
  await pool.query('vacuum')
  const after = await sizesOf(connection)
  // The connections send their counts when they end.
  await options.db.destroy()
  const { books, totals } = await hotShares(connection)
  return [
    bytesLine('written ahead for a record', written),
    ...(['books', 'totals'] as const).map((table) => ({
      what: `${table}, one row that was updated ${count} times`,
      value: `${before[table]} bytes, ${after[table]} after a vacuum; HOT: ${(table === 'books' ? books : totals).toFixed(1)} %`,
      figures: { before: before[table], after: after[table], hot: table === 'books' ? books : totals },
    })),
  ]
}

/**
 * Room left in each page, so that the next version of a row finds a place beside the last: whether it helps. Random books
 * are updated as a record does, column by column, but by SQL in a loop that commits each time: so many take too long otherwise.
 */
export async function compareFillfactors(server: PostgresServer): Promise<Line[]> {
  const books = 20_000
  const lines: Line[] = []
  for (const fillfactor of [100, 90, 80, 70]) {
    const { pool, connection } = await postgresDatabase(server, `fillfactor_${fillfactor}`)
    for (const table of ['books', 'totals'])
      await pool.query(`alter table budgetbook_${table} set (fillfactor = ${fillfactor})`)
    await pool.query(`
      insert into budgetbook_books
        select ${bookId('b')}, md5(b::text), '1.0', 'USD', 5000.00, 1, null from generate_series(1, ${books}) as b`)
    await pool.query(`
      insert into budgetbook_totals select ${bookId('b')}, '2026-02', ${bookId('c')}, 1.00, 1
        from generate_series(1, ${books}) as b, generate_series(1, 5) as c`)
    const filled = await sizesOf(connection)
    await pool.query('checkpoint')
    const rounds: string[] = []
    const figures: Record<string, number> = { fillfactor }
    for (const round of [1, 2, 3]) {
      await withClient(connection, async (client) => client.query('select pg_stat_reset()'))
      const written = await bytesForEach(pool, books, async () => updateAtRandom(connection, books))
      const shares = await hotShares(connection)
      rounds.push(
        `${shares.books.toFixed(0)} / ${shares.totals.toFixed(0)} %, ${written.toFixed(0)} bytes ahead`,
      )
      Object.assign(figures, {
        [`books${round}`]: shares.books,
        [`totals${round}`]: shares.totals,
        [`ahead${round}`]: written,
      })
      await pool.query('vacuum')
    }
    const worn = await sizesOf(connection)
    Object.assign(figures, { filled: filled.books + filled.totals, worn: worn.books + worn.totals })
    lines.push({
      what: `fillfactor ${fillfactor}: HOT share of books / totals in each of three rounds of ${books} records`,
      value: `${rounds.join('; ')}; heaps ${mebibytes(figures['filled'])}, then ${mebibytes(figures['worn'])}`,
      figures,
    })
  }
  return lines
}

function mebibytes(bytes = 0): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`
}

// As long as a UUID.
function bookId(number: string): string {
  return `'01a214c7-bd51-7000-9159-' || lpad((${number})::text, 12, '0')`
}

async function updateAtRandom(connection: PostgresConnection, books: number): Promise<void> {
  await withClient(connection, async (client) => {
    // Not what is measured, and it would take minutes.
    await client.query('set synchronous_commit = off')
    await client.query(`
      do $$
      declare id text;
      begin
        for turn in 1..${books} loop
          id := ${bookId(`1 + floor(random() * ${books})::int`)};
          update budgetbook_books set revision = md5(random()::text), currency = 'USD', monthly_limit = 5000.00,
            month_start_day = 1, extra = null where book_id = id;
          insert into budgetbook_totals values (id, '2026-02', ${bookId('1 + floor(random() * 5)::int')}, 2.00, 2)
            on conflict (book_id, month, category_id)
            do update set spent = excluded.spent, expense_count = excluded.expense_count;
          commit;
        end loop;
      end $$`)
  })
}

type OfTables = Readonly<Record<'books' | 'totals', number>>

/** The bytes of the tables alone, without their indexes. */
async function sizesOf(connection: PostgresConnection): Promise<OfTables> {
  return withClient(connection, async (client) => {
    const { rows } = await client.query<{ books: string; totals: string }>(
      `select pg_relation_size('budgetbook_books') as books, pg_relation_size('budgetbook_totals') as totals`,
    )
    return { books: Number(rows[0]?.books), totals: Number(rows[0]?.totals) }
  })
}

/** How many of 100 updates found a place in the same page, and touched no index. */
async function hotShares(connection: PostgresConnection): Promise<OfTables> {
  return withClient(connection, async (client) => {
    const { rows } = await client.query<{ name: string; share: string }>(`
      select relname as name, 100.0 * n_tup_hot_upd / n_tup_upd as share
      from pg_stat_user_tables where relname in ('budgetbook_books', 'budgetbook_totals') and n_tup_upd > 0`)
    const shareOf = (name: string) =>
      Number(rows.find((row) => row.name === `budgetbook_${name}`)?.share ?? Number.NaN)
    return { books: shareOf('books'), totals: shareOf('totals') }
  })
}
