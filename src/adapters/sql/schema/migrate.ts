import { sql } from 'kysely'
import { guardInput, invalidInput, requireObject } from '../../../errors/invalid-input.js'
import type { Capabilities } from '../../../storage/adapter.js'
import { CallerCode } from '../../../storage/kit/caller-code.js'
import { checkVersion } from '../../../storage/schema-version.js'
import { corrupt } from '../../../storage/kit/records/sealed-text.js'
import { untilDone } from '../write/attempts.js'
import { retriesExhausted } from '../read/book-reader.js'
import type { Database } from '../database.js'
import type { Queryable } from '../queryable.js'
import { notMigrated, typedFailure } from '../failures.js'
import { migrations, type LostTable } from './migrations.js'
import { databaseOf, type SqlOptions } from '../options.js'

/**
 * Creates the tables, or brings them up to date. Call it at every start; any number of processes may call it at once.
 * Each step runs once, in one transaction. Tables of a newer minor version are left as they are.
 *
 * @param options - The same database options as for `createSqlAdapter`.
 * @throws `invalid_input`; `storage_future_version` if the tables are of a newer major version; `storage_unavailable`
 * if the database cannot be reached, or refuses.
 *
 * @example
 * ```ts
 * import { DatabaseSync } from '@photostructure/sqlite' // or from 'node:sqlite', in Node 22.16 and newer
 * import { Kysely, SqliteDialect } from 'kysely'
 * import { migrate } from 'budgetbook/sql'
 * import { nodeSqlite } from './examples/node-sqlite.js'
 *
 * const database = nodeSqlite(new DatabaseSync(':memory:'))
 * const db = new Kysely<object>({ dialect: new SqliteDialect({ database }) })
 * await Promise.all([migrate({ db, dialect: 'sqlite' }), migrate({ db, dialect: 'sqlite' })])
 * console.log((await db.introspection.getTables()).length) // => 10
 * ```
 */
export async function migrate(options: SqlOptions): Promise<void> {
  const database = databaseOf(options)
  await change(database, async (db) => {
    await createVersionTable(database, db)
    const version = await readVersion(database, db)
    for (const step of migrations.filter((one) => version === null || isLater(one.version, version))) {
      for (const statement of step.up(database)) await statement.execute(db)
      await writeVersion(database, db, step.version)
    }
  })
}

/** Options of {@link migrateDown}. */
export interface MigrateDownOptions extends SqlOptions {
  /**
   * Whether to undo a step even if that removes books, holds or history entries.
   * @defaultValue `false`
   */
  readonly discardBooks?: boolean | undefined
}

/**
 * Undoes the last step of {@link migrate}. The first step created the tables, so undoing it removes them with all
 * their data. It is refused while there are books, unless `discardBooks` is set. Version 1.2 brought holds and
 * the history: undoing it is refused while there are any holds or history entries.
 *
 * @param options - The database options, and whether books may be removed.
 * @throws `invalid_input` if books, holds or history entries would be lost; otherwise as {@link migrate}.
 *
 * @example
 * ```ts
 * import { DatabaseSync } from '@photostructure/sqlite' // or from 'node:sqlite', in Node 22.16 and newer
 * import { Kysely, SqliteDialect } from 'kysely'
 * import { migrate, migrateDown } from 'budgetbook/sql'
 * import { nodeSqlite } from './examples/node-sqlite.js'
 *
 * const database = nodeSqlite(new DatabaseSync(':memory:'))
 * const db = new Kysely<object>({ dialect: new SqliteDialect({ database }) })
 * await migrate({ db, dialect: 'sqlite' })
 * await migrateDown({ db, dialect: 'sqlite' }) // from 1.2 to 1.1: every book stays
 * await migrateDown({ db, dialect: 'sqlite' }) // from 1.1 to 1.0
 * await migrateDown({ db, dialect: 'sqlite' }) // from 1.0 to nothing
 * console.log(await db.introspection.getTables()) // => []
 * ```
 */
export async function migrateDown(options: MigrateDownOptions): Promise<void> {
  const { discardBooks = false, ...where } = guardInput(() => {
    requireObject(options, 'The options')
    return { ...options }
  })
  if (typeof discardBooks !== 'boolean') {
    throw invalidInput('invalid_type', 'It must be true or false', ['discardBooks'], { expected: 'boolean' })
  }
  const database = databaseOf(where)
  await change(database, async (db) => {
    if (!(await database.dialect.hasTable(db, database.schema, `${database.prefix}schema`))) return
    const version = await readVersion(database, db)
    const step = migrations.find((one) => one.version === version)
    if (!step) return
    if (!discardBooks) for (const lost of step.loses) await requireNone(database, db, lost)
    for (const statement of step.down(database)) await statement.execute(db)
    const before = migrations[migrations.indexOf(step) - 1]
    if (before) await writeVersion(database, db, before.version)
    else await sql`drop table ${database.table('schema')}`.execute(db)
  })
}

async function requireNone(database: Database, db: Queryable, lost: LostTable): Promise<void> {
  const { rows } = await sql`select 1 from ${database.table(lost)} limit 1`.execute(db)
  if (rows.length === 0) return
  const message = `There are ${lost === 'history' ? 'history entries' : lost} in the tables. Pass discardBooks to remove them`
  throw invalidInput('invalid_value', message, ['discardBooks'])
}

/** Checks that the tables exist, in a version that this code knows. Returns what the adapter promises. */
export async function requireMigrated(database: Database): Promise<Capabilities> {
  const { db, dialect, schema, prefix } = database
  return untilDone({
    caller: new CallerCode(),
    attempt: async () => {
      if (!(await dialect.hasTable(db, schema, `${prefix}schema`))) throw notMigrated()
      const version = await readVersion(database, db)
      if (version === null || isLater(newestVersion, version)) throw notMigrated()
      const durability = await dialect.durability(db)
      return { reach: 'database', isolation: 'database', durability, history: true } as const
    },
    check: () => undefined,
    failure: (error) => (error === undefined ? retriesExhausted() : typedFailure(error, '')),
  })
}

async function change(database: Database, work: (db: Queryable) => Promise<void>): Promise<void> {
  await untilDone({
    caller: new CallerCode(),
    attempt: async () =>
      database.write(async (db) => {
        await database.dialect.lockMigrations(db, `${database.schema ?? ''}.${database.prefix}`)
        await work(db)
        return true
      }),
    check: () => undefined,
    failure: (error) => (error === undefined ? retriesExhausted() : typedFailure(error, '')),
  })
}

const newestVersion = migrations.at(-1)?.version ?? '1.0'

async function createVersionTable(database: Database, db: Queryable): Promise<void> {
  await sql`
    create table if not exists ${database.table('schema')} (id integer primary key, version text not null)`.execute(
    db,
  )
}

async function readVersion(database: Database, db: Queryable): Promise<string | null> {
  const table = database.table('schema')
  const { rows } = await sql<{ version: string }>`select version from ${table} where id = 1`.execute(db)
  const [row] = rows
  if (!row) return null
  const supported = versionOf(newestVersion)
  const location = `${database.prefix}schema`
  if (checkVersion(row.version, supported, location) === null)
    throw corrupt({ bookId: '', location }, 'it has no version')
  return row.version
}

async function writeVersion(database: Database, db: Queryable, version: string): Promise<void> {
  await sql`
    insert into ${database.table('schema')} (id, version) values (1, ${version})
    on conflict (id) do update set version = excluded.version`.execute(db)
}

function versionOf(text: string): { readonly major: number; readonly minor: number } {
  const [major = 0, minor = 0] = text.split('.').map(Number)
  return { major, minor }
}

function isLater(version: string, than: string): boolean {
  const [a, b] = [versionOf(version), versionOf(than)]
  return a.major === b.major ? a.minor > b.minor : a.major > b.major
}
