import { mkdtempSync, rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PostgresDialect, SqliteDialect, type KyselyConfig } from 'kysely'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import { onTestFinished } from 'vitest'
import { createSqlAdapter, migrate, type SqlOptions } from 'budgetbook/sql'
import type { AdapterHarness } from 'budgetbook/testing'
import { nodeSqlite } from '../../../examples/node-sqlite.js'
import { pglitePool } from '../../../examples/pglite-pool.js'
import { preparedOnce } from '../../../examples/prepared-once.js'

type Log = KyselyConfig['log']

/** A Kysely over SQLite: a file, or memory without one. */
export function sqliteKysely(
  file = ':memory:',
  log?: Log,
  pragmas: Readonly<Record<string, string>> = {},
): Kysely<object> {
  // Without a timeout: the driver would wait for another connection's lock, and stop everything in this process meanwhile,
  // that connection too.
  const database = new DatabaseSync(file)
  for (const [name, value] of Object.entries(pragmas)) database.exec(`pragma ${name} = ${value}`)
  // Prepared once, as the guide advises; migratedSqlite does without, so that both are tested.
  const dialect = new SqliteDialect({ database: preparedOnce(nodeSqlite(database)) })
  return new Kysely(log ? { dialect, log } : { dialect })
}

const plainKysely = (database: DatabaseSyncInstance): Kysely<object> =>
  new Kysely({ dialect: new SqliteDialect({ database: nodeSqlite(database) }) })

/** What makes the tables at once, as `migrate` left them in a database: its statements, and the row of their version. */
async function scriptOfMigrated(): Promise<string> {
  const migrated = new DatabaseSync(':memory:')
  await migrate({ db: plainKysely(migrated), dialect: 'sqlite' })
  const statements = migrated.prepare('select sql from sqlite_master where sql is not null').all()
  const rows = migrated.prepare('select id, quote(version) as version from budgetbook_schema').all()
  return [
    ...statements.map(({ sql }) => String(sql)),
    ...rows.map(
      ({ id, version }) => `insert into budgetbook_schema (id, version) values (${id}, ${version})`,
    ),
  ].join(';')
}
const script = await scriptOfMigrated()

/** A SQLite database in memory with the tables in it, and no book. */
export function migratedSqlite(): {
  readonly database: DatabaseSyncInstance
  readonly options: SqlOptions
} {
  const database = new DatabaseSync(':memory:')
  database.exec(script)
  return { database, options: { db: plainKysely(database), dialect: 'sqlite' } }
}

/** Everything in the tables, as text. */
export function sqliteRows(database: DatabaseSyncInstance): string {
  const tables = database.prepare("select name from sqlite_master where type = 'table' order by name").all()
  return JSON.stringify(
    (tables as { name: string }[]).map(({ name }) => [
      name,
      database.prepare(`select * from "${name}"`).all(),
    ]),
  )
}

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<{
  readonly path: string
  readonly remove: () => Promise<void>
}> {
  const path = await mkdtemp(join(tmpdir(), 'budgetbook-'))
  return { path, remove: async () => rm(path, { recursive: true, force: true }) }
}

/**
 * A SQLite file with the tables in it, gone after the test; each call of what comes back opens one more connection. What
 * it has is not synced to the disk: nobody pulls the plug.
 */
export function sqliteFile(): () => SqlOptions {
  const folder = mkdtempSync(join(tmpdir(), 'budgetbook-'))
  const file = join(folder, 'books.db')
  const migrated = new DatabaseSync(file)
  migrated.exec(`pragma synchronous = off; ${script}`)
  migrated.close()
  const connections: Kysely<object>[] = []
  onTestFinished(async () => {
    await Promise.all(connections.map(async (db) => db.destroy()))
    rmSync(folder, { recursive: true })
  })
  return () => {
    const db = sqliteKysely(file, undefined, { synchronous: 'off' })
    connections.push(db)
    return { db, dialect: 'sqlite' }
  }
}

/** A SQLite file of its own; each client has a connection of its own. */
export async function sqliteFileHarness(): Promise<AdapterHarness> {
  const folder = await temporaryFolder()
  const connections: Kysely<object>[] = []
  const connect = (): SqlOptions => {
    const db = sqliteKysely(join(folder.path, 'books.db'))
    connections.push(db)
    return { db, dialect: 'sqlite' }
  }
  await migrate(connect())
  return {
    connect: async () => createSqlAdapter(connect()),
    dispose: async () => {
      await Promise.all(connections.map(async (db) => db.destroy()))
      await folder.remove()
    },
  }
}

/** A SQLite database in memory: all clients share its one connection. */
export async function sqliteMemoryHarness(): Promise<AdapterHarness> {
  const { options } = migratedSqlite()
  return {
    connect: async () => createSqlAdapter(options),
    dispose: async () => options.db.destroy(),
  }
}

let pglite: PGlite | null = null
let shared: Kysely<object> | null = null
let count = 0

/** One more pool for PGlite, which takes seconds to start: one for all tests of a file. */
export function pgliteDialect(): PostgresDialect {
  pglite ??= new PGlite()
  return new PostgresDialect({ pool: pglitePool(pglite) })
}

/** Tables of their own in PGlite. */
export async function pgliteOptions(): Promise<SqlOptions> {
  shared ??= new Kysely({ dialect: pgliteDialect() })
  const options = { db: shared, dialect: 'postgres', tablePrefix: `t${count++}_` } as const
  await migrate(options)
  return options
}

/** PGlite: all clients share its one connection. */
export async function pgliteHarness(): Promise<AdapterHarness> {
  const options = await pgliteOptions()
  return { connect: async () => createSqlAdapter(options) }
}
