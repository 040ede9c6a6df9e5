import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { sql } from 'kysely'
import { openBudgetBook } from 'budgetbook'
import { createSqlAdapter, verify, type SqlOptions } from 'budgetbook/sql'
import type { PostgresServer } from '../../scripts/postgres/server.js'
import { postgresDatabase, sqliteDatabase } from './databases.js'
import { bytesLine, type Line } from '../measure.js'

const tables = ['books', 'categories', 'months', 'budgets', 'totals', 'expenses'] as const
const indexedTables = ['categories', 'months', 'budgets', 'totals', 'expenses'] as const
const books = 100
const empty = 1_000
const operations = 500

type Sizes = ReadonlyMap<string, number>

/** Bytes for each row with its indexes, as grown by use and once everything was rewritten. */
export async function describeStorage(server: PostgresServer): Promise<Line[]> {
  const { pool, options } = await postgresDatabase(server, 'sizes')
  const { options: sqlite } = await sqliteDatabase(server)
  return [
    ...(await describe({
      name: 'PostgreSQL',
      options,
      measure: async () => sizesOnPostgres(pool),
      rewrite: 'vacuum full',
      parts: async () => partsOnPostgres(pool),
    })),
    ...(await describe({
      name: 'SQLite',
      options: sqlite,
      measure: async () => sizesOnSqlite(sqlite),
      rewrite: 'vacuum',
      parts: async () => [],
    })),
  ]
}

interface Measured {
  readonly name: string
  readonly options: SqlOptions
  readonly measure: () => Promise<Sizes>
  /** What writes all pages anew. */
  readonly rewrite: string
  /** What an expense is made of, then. */
  readonly parts: () => Promise<readonly Line[]>
}

async function describe({ name, options, measure, rewrite, parts }: Measured): Promise<Line[]> {
  const none = await measure()
  await live(options, measure)
  const grown = await measure()
  const counts = await countRows(options)
  await addEmptyBooks(options)
  const withEmpty = await measure()
  await sql.raw(rewrite).execute(options.db)
  const packed = await measure()
  const packedParts = await parts()
  await recordByName(options)
  const named = await measure()
  // What a table takes without a row is no row's.
  const between = (before: Sizes, after: Sizes, table: string, rows: number): number =>
    ((after.get(table) ?? 0) - (before.get(table) ?? 0)) / rows
  const grownBook = indexedTables.reduce((sum, table) => sum + between(none, grown, table, books), 0)
  const emptyBook = between(grown, withEmpty, 'books', empty)
  return [
    bytesLine(`${name}: an empty book (a row of books)`, emptyBook),
    ...indexedTables.map((table) => {
      const rows = counts.get(table) ?? 0
      const [one, other] = [between(none, grown, table, rows), between(none, packed, table, rows)]
      return {
        what: `${name}: a row of ${table}, with its indexes`,
        value: `${one.toFixed(0)} bytes (${other.toFixed(0)} after ${rewrite})`,
        figures: { grown: one, packed: other, rows },
      }
    }),
    ...packedParts,
    bytesLine(`${name}: a book of a year`, grownBook + emptyBook),
    bytesLine(
      `${name}: a row of operations, for a record that has an operation id`,
      between(packed, named, 'operations', operations),
    ),
  ]
}

/**
 * Books as people have them: 10 categories, a budget for each in a month, 30 expenses a month, for a year. All books go
 * through a month before the next begins: filled one after the other, their pages would be fuller than they ever are.
 */
async function live(options: SqlOptions, vacuum: () => Promise<unknown>): Promise<void> {
  const storage = createSqlAdapter(options)
  const opened = []
  for (let number = 0; number < books; number++) {
    const book = await openBudgetBook({ storage, bookId: idOf(number) })
    const ids: string[] = []
    for (let index = 0; index < 10; index++)
      ids.push((await book.categories.create({ name: `Category ${index}` })).id)
    opened.push({ book, ids })
  }
  for (let index = 1; index <= 12; index++) {
    const month = `2026-${String(index).padStart(2, '0')}`
    for (const { book, ids } of opened) {
      await book.budgets.allocate(
        month,
        ids.map((categoryId) => ({ categoryId, amount: '150.00' })),
      )
    }
    // In three parts, so that a book's expenses come between those of the others.
    for (const part of [0, 1, 2]) {
      for (const { book, ids } of opened) {
        const expenses = ids.map((categoryId, at) => ({
          categoryId,
          amount: `${part * 10 + at + 1}.50`,
          date: `${month}-${String(part * 9 + at + 1).padStart(2, '0')}`,
          description: 'Lunch with the team',
        }))
        await book.expenses.recordMany(expenses)
      }
    }
    // As often as autovacuum would, roughly.
    await vacuum()
  }
  const problems = await verify(options, idOf(books - 1))
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
}

async function addEmptyBooks(options: SqlOptions): Promise<void> {
  const storage = createSqlAdapter(options)
  for (let number = books; number < books + empty; number++) {
    const book = await openBudgetBook({ storage, bookId: idOf(number) })
    await book.settings.update({ currency: 'USD', monthlyLimit: '5000.00' })
  }
}

async function recordByName(options: SqlOptions): Promise<void> {
  const storage = createSqlAdapter(options)
  for (let number = 0; number < operations; number++) {
    const book = await openBudgetBook({ storage, bookId: idOf(number % books) })
    const [category] = await book.categories.list()
    await book.expenses.record(
      {
        categoryId: category?.id ?? '',
        amount: '12.50',
        date: '2026-12-24',
        description: 'Lunch with the team',
      },
      { operationId: randomUUID() },
    )
  }
}

function idOf(number: number): string {
  return `01a214c7-bd51-7000-9159-${String(number).padStart(12, '0')}`
}

async function countRows({ db }: SqlOptions): Promise<Sizes> {
  const counts = new Map<string, number>()
  for (const table of tables) {
    const { rows } = await sql<{ count: string | number }>`
      select count(*) as count from ${sql.id(`budgetbook_${table}`)}`.execute(db)
    counts.set(table, Number(rows[0]?.count))
  }
  return counts
}

async function sizesOnPostgres(pool: Pool): Promise<Sizes> {
  await pool.query('vacuum')
  // Without the maps of free pages, which are much of a small table and nothing of a large one.
  const { rows } = await pool.query<{ name: string; bytes: string }>(`
    select replace(relname, 'budgetbook_', '') as name, pg_relation_size(oid) + pg_indexes_size(oid) as bytes
    from pg_class where relkind = 'r' and relname like 'budgetbook%'`)
  return new Map(rows.map(({ name, bytes }) => [name, Number(bytes)]))
}

async function sizesOnSqlite({ db }: SqlOptions): Promise<Sizes> {
  // Of its indexes too: a page belongs to the table that its index is of.
  const { rows } = await sql<{ name: string; bytes: number }>`
    select replace(tbl_name, 'budgetbook_', '') as name, sum(pgsize) as bytes
    from dbstat join sqlite_schema using (name) group by tbl_name`.execute(db)
  return new Map(rows.map(({ name, bytes }) => [name, bytes]))
}

/** What of an expense is the row, and what are the indexes. */
async function partsOnPostgres(pool: Pool): Promise<Line[]> {
  const { rows } = await pool.query<{ name: string; bytes: string }>(`
    select relname as name, pg_relation_size(oid) / (select count(*) from budgetbook_expenses)::numeric as bytes
    from pg_class where relname like 'budgetbook_expenses%' order by 1`)
  return rows.map(({ name, bytes }) =>
    bytesLine(
      `PostgreSQL: of a row of expenses after vacuum full, in ${name.replace('budgetbook_', '')}`,
      Number(bytes),
    ),
  )
}
