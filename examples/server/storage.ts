import { DatabaseSync } from '@photostructure/sqlite' // or from 'node:sqlite', in Node 22.16 and newer
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely'
import { Pool } from 'pg'
import type { StorageAdapter } from 'budgetbook'
import { createSqlAdapter, migrate, type SqlOptions } from 'budgetbook/sql'
import { nodeSqlite } from '../node-sqlite.js'
import type { Configuration } from './configuration.js'

/** The storage of all books, and a function that closes it. */
export interface Storage {
  readonly adapter: StorageAdapter
  readonly kind: 'PostgreSQL' | 'SQLite'
  readonly close: () => Promise<void>
}

/** Opens PostgreSQL if there is a URL, otherwise SQLite. Creates the tables if they are missing. */
export async function openStorage({ databaseUrl, databaseFile }: Configuration): Promise<Storage> {
  const options: SqlOptions = databaseUrl === undefined ? sqlite(databaseFile) : postgres(databaseUrl)
  await migrate(options)
  const adapter = createSqlAdapter(options)
  return {
    adapter,
    kind: options.dialect === 'postgres' ? 'PostgreSQL' : 'SQLite',
    close: async () => {
      await adapter.close()
      await options.db.destroy()
    },
  }
}

function sqlite(file: string): SqlOptions {
  const database = new DatabaseSync(file, { timeout: 5_000 }) // waits for other processes
  database.exec('pragma journal_mode = wal') // readers do not wait for writers
  database.exec('pragma synchronous = full') // a commit that was answered survives a loss of power
  return {
    db: new Kysely({ dialect: new SqliteDialect({ database: nodeSqlite(database) }) }),
    dialect: 'sqlite',
  }
}

function postgres(connectionString: string): SqlOptions {
  const pool = new Pool({ connectionString, max: 10 })
  // If a connection breaks, the first listener hears it while it is idle, and the second while it is in use. Without
  // them, the error would end the process.
  pool.on('error', (error) => console.error(error.message))
  pool.on('connect', (client) => client.on('error', (error) => console.error(error.message)))
  return { db: new Kysely({ dialect: new PostgresDialect({ pool }) }), dialect: 'postgres' }
}
