import { Kysely, PostgresDialect, sql } from 'kysely'
import { Pool } from 'pg'
import { openBudgetBook } from 'budgetbook'
import { createSqlAdapter } from 'budgetbook/sql'
import { bookIdOf } from '../../examples/server/access/access.js'

const categories = ['Travel', 'Meals', 'Software', 'Marketing', 'Training']
const expensesOfEach = 10

/** The description of the expenses that are there from the start. */
export const filling = 'Lunch with a client'

/** Gives each user a book as after some months of use: five categories with budgets, and fifty expenses. */
export async function fillBooks(databaseUrl: string, users: readonly string[]): Promise<void> {
  await withDatabase(databaseUrl, async (db) => {
    const storage = createSqlAdapter({ db, dialect: 'postgres' })
    const waiting = [...users]
    const fill = async (): Promise<void> => {
      for (let user = waiting.pop(); user !== undefined; user = waiting.pop()) {
        const book = await openBudgetBook({ storage, bookId: bookIdOf({ user, shared: null }) })
        await book.settings.update({ currency: 'USD', monthlyLimit: '5000.00' })
        const ids: string[] = []
        for (const name of categories) ids.push((await book.categories.create({ name })).id)
        await book.budgets.allocate(
          '2026-02',
          ids.map((categoryId) => ({ categoryId, amount: '900.00' })),
        )
        await book.expenses.recordMany(
          ids.flatMap((categoryId) =>
            Array.from({ length: expensesOfEach }, (_, day) => ({
              categoryId,
              amount: '7.35',
              date: `2026-02-${String(day + 1).padStart(2, '0')}`,
              description: filling,
            })),
          ),
        )
        await book.close()
      }
    }
    await Promise.all(Array.from({ length: 8 }, fill))
  })
}

/** What is in the database: the bytes of each table with its indexes, and its rows. */
export interface TableSize {
  readonly name: string
  readonly bytes: number
  readonly rows: number
}

/** The sizes of the tables. */
export async function sizeOfTables(databaseUrl: string): Promise<readonly TableSize[]> {
  return withDatabase(databaseUrl, async (db) => {
    const { rows } = await sql<{ readonly name: string }>`
      select tablename as name from pg_tables where schemaname = 'public' order by tablename`.execute(db)
    const sizes: TableSize[] = []
    for (const { name } of rows) {
      const table = sql.id(name)
      const size = await sql<{ readonly bytes: string; readonly rows: string }>`
        select pg_total_relation_size(${name}) as bytes, (select count(*) from ${table}) as rows`.execute(db)
      for (const { bytes, rows: count } of size.rows)
        sizes.push({ name, bytes: Number(bytes), rows: Number(count) })
    }
    return sizes
  })
}

/** How many transactions the database has ended until now. */
export async function transactionsIn(databaseUrl: string): Promise<number> {
  return withDatabase(databaseUrl, async (db) => {
    const { rows } = await sql<{ readonly ended: string }>`
      select xact_commit + xact_rollback as ended from pg_stat_database where datname = current_database()`.execute(
      db,
    )
    return Number(rows[0]?.ended)
  })
}

/** The descriptions of all expenses of each user's book that are in the database. */
export async function recordedIn(
  databaseUrl: string,
  users: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  return withDatabase(databaseUrl, async (db) => {
    const { rows } = await sql<{ readonly book: string; readonly description: string }>`
      select book_id as book, description from budgetbook_expenses`.execute(db)
    const found = new Map(users.map((user) => [bookIdOf({ user, shared: null }), [] as string[]]))
    for (const { book, description } of rows) found.get(book)?.push(description)
    return new Map(users.map((user) => [user, found.get(bookIdOf({ user, shared: null })) ?? []]))
  })
}

async function withDatabase<Result>(
  connectionString: string,
  work: (db: Kysely<object>) => Promise<Result>,
): Promise<Result> {
  const db = new Kysely<object>({
    dialect: new PostgresDialect({ pool: new Pool({ connectionString, max: 8 }) }),
  })
  try {
    return await work(db)
  } finally {
    await db.destroy()
  }
}
