import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PostgresDialect, SqliteDialect, type KyselyConfig } from 'kysely'
import SqliteDatabase from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { createSqlAdapter, migrate, type SqlOptions } from 'budgetbook/sql'
import type { AdapterHarness } from 'budgetbook/testing'
import { pglitePool } from '../../../examples/pglite-pool.js'
import { preparedOnce } from '../../../examples/prepared-once.js'

type Log = KyselyConfig['log']

/** A Kysely over SQLite: a file, or memory without one. */
export function sqliteKysely(
  file = ':memory:',
  log?: Log,
  pragmas: Readonly<Record<string, string>> = {},
): Kysely<object> {
  // The driver would wait for another connection's lock, and stop everything in this process meanwhile: that connection too.
  const database = new SqliteDatabase(file, { timeout: 0 })
  for (const [name, value] of Object.entries(pragmas)) database.pragma(`${name} = ${value}`)
  // Prepared once, as the guide advises; migratedSqlite does without, so that both are tested.
  const dialect = new SqliteDialect({ database: preparedOnce(database) })
  return new Kysely(log ? { dialect, log } : { dialect })
}

// A database with the tables in it, made once: each that is made from its bytes has them at once.
const migrated = new SqliteDatabase(':memory:')
await migrate({ db: new Kysely({ dialect: new SqliteDialect({ database: migrated }) }), dialect: 'sqlite' })
const bytesOfMigrated = migrated.serialize()

/** A SQLite database in memory with the tables in it, and no book. */
export function migratedSqlite(): {
  readonly database: SqliteDatabase.Database
  readonly options: SqlOptions
} {
  const database = new SqliteDatabase(bytesOfMigrated)
  return {
    database,
    options: { db: new Kysely({ dialect: new SqliteDialect({ database }) }), dialect: 'sqlite' },
  }
}

/** Everything in the tables, as text. */
export function sqliteRows(database: SqliteDatabase.Database): string {
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
  writeFileSync(file, bytesOfMigrated)
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
