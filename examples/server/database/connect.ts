import { Kysely, PostgresDialect, SqliteDialect } from 'kysely'
import { Pool } from 'pg'
import { nodeSqlite } from '../../node-sqlite.js'
import { preparedOnce } from '../../prepared-once.js'
import type { DatabasePlace } from '../configuration.js'
import type { AppDatabase, Tables } from './tables.js'

/** A connection to a database, and the SQL that it speaks. */
export interface Connection {
  readonly db: AppDatabase
  readonly dialect: 'postgres' | 'sqlite'
}

/**
 * Connects to PostgreSQL if there is a URL, otherwise to a file of SQLite, which it creates if it does not exist.
 *
 * @param failed - Called for connections to PostgreSQL that broke.
 */
export async function connect(place: DatabasePlace, failed: (error: Error) => void): Promise<Connection> {
  const { databaseUrl, databaseFile, databaseConnections } = place
  return databaseUrl === undefined
    ? { db: await sqlite(databaseFile), dialect: 'sqlite' }
    : { db: postgres(databaseUrl, databaseConnections, failed), dialect: 'postgres' }
}

async function sqlite(file: string): Promise<AppDatabase> {
  // Loaded here, because a process on PostgreSQL need not have it. In Node 22.16 and newer, you can load it from
  // 'node:sqlite'.
  const { DatabaseSync } = await import('@photostructure/sqlite')
  const database = new DatabaseSync(file, { timeout: 5_000 }) // waits for other processes
  database.exec('pragma journal_mode = wal') // readers do not wait for writers
  database.exec('pragma synchronous = full') // a commit that was answered survives a loss of power
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: preparedOnce(nodeSqlite(database)) }) })
}

function postgres(connectionString: string, max: number, failed: (error: Error) => void): AppDatabase {
  // A request is answered with 503 after five seconds, and does not wait for ever.
  const pool = new Pool({ connectionString, max, connectionTimeoutMillis: 5_000 })
  // If a connection breaks, the first listener hears it while it is idle, and the second while it is in use. Without
  // them, the error would end the process.
  pool.on('error', failed)
  pool.on('connect', (client) => client.on('error', failed))
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}
