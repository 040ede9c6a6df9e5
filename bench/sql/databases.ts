import { mkdtempSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Kysely, PostgresDialect, sql, type LogEvent } from 'kysely'
import { Pool } from 'pg'
import { migrate, verify, type SqlOptions } from 'budgetbook/sql'
import type { PostgresConnection, PostgresServer } from '../../scripts/postgres/server.js'
import { openSqlite } from '../stores/sqlite-file.js'

const open: (() => Promise<unknown>)[] = []

/** Lets go of every database. */
export async function closeAll(): Promise<void> {
  for (const close of open.splice(0).reverse()) await close()
}

type Log = (event: LogEvent) => void

/** What the adapter takes. */
export interface AnyDatabase {
  readonly options: SqlOptions
}

/** And ways around it. */
export interface PostgresDatabase extends AnyDatabase {
  readonly pool: Pool
  readonly connection: PostgresConnection
}

/** A migrated database on the server. */
export async function postgresDatabase(
  server: PostgresServer,
  name: string,
  max = 4,
  log: Log = () => undefined,
): Promise<PostgresDatabase> {
  const connection = await server.createDatabase(name)
  const pool = new Pool({ ...connection, max })
  pool.on('error', () => undefined)
  const db = new Kysely<object>({ dialect: new PostgresDialect({ pool }), log })
  open.push(async () => db.destroy())
  await migrate({ db, dialect: 'postgres' })
  return { options: { db, dialect: 'postgres' }, pool, connection }
}

/** A migrated SQLite file, in WAL mode, that syncs at every commit. */
export async function sqliteDatabase(
  server: PostgresServer,
  log: Log = () => undefined,
): Promise<AnyDatabase> {
  // Beside the server's own files, which are removed however this process ends.
  const folder = mkdtempSync(join(dirname(server.dataDirectory), 'sqlite-'))
  const { options } = await openSqlite(folder, log)
  open.push(async () => options.db.destroy())
  return { options }
}

const instant = `'2026-02-14T12:00:00.000Z', '2026-02-14T12:00:00.000Z'`

/** Books as the adapter would have written them, each with 5 categories, budgets, totals and expenses; checked. */
export async function fill({ db, dialect }: SqlOptions, books: number): Promise<void> {
  const numbers = (name: string, count: number): string =>
    dialect === 'postgres'
      ? `generate_series(1, ${count}) as ${name}`
      : `(with recursive n(${name}) as (select 1 union all select ${name} + 1 from n where ${name} < ${count}) select ${name} from n)`
  const amount = (text: string): string => (dialect === 'postgres' ? text : `'${text}'`)
  const no = dialect === 'postgres' ? 'false' : '0'
  const [all, five] = [numbers('b', books), numbers('c', 5)]
  const id = `'book ' || b`
  const statements = [
    `insert into budgetbook_books select ${id}, 'r' || b, '1.0', 'USD', ${amount('5000.00')}, 1, null from ${all}`,
    `insert into budgetbook_categories select ${id}, 'c' || c, c, 'Category ' || c, ${no}, '{}', ${instant}, null from ${all}, ${five}`,
    `insert into budgetbook_months select ${id}, '2026-02', ${no}, null, ${amount('50.00')} from ${all}`,
    `insert into budgetbook_budgets select ${id}, 'b' || c, c, 'c' || c, '2026-02', ${amount('10.00')}, '{}', ${instant}, null from ${all}, ${five}`,
    `insert into budgetbook_totals select ${id}, '2026-02', 'c' || c, ${amount('1.00')}, 1 from ${all}, ${five}`,
    `insert into budgetbook_expenses select ${id}, 'e' || c, 'c' || c, '2026-02', ${amount('1.00')}, '2026-02-14', '', '{}', ${instant}, null from ${all}, ${five}`,
    ...(dialect === 'postgres' ? ['vacuum analyze', 'checkpoint'] : ['analyze']),
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
  for (const book of [1, books]) {
    const problems = await verify({ db, dialect }, `book ${book}`)
    if (problems.length > 0) throw new Error(JSON.stringify(problems))
  }
}
