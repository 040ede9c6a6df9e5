import { PGlite } from '@electric-sql/pglite'
import { Kysely, PostgresDialect } from 'kysely'
import { Pool } from 'pg'
import { pglitePool } from '../pglite-pool.js'

/** A PostgreSQL, or PGlite in this process. */
export function openDatabase(url: string | undefined): Kysely<object> {
  const pool = url === undefined ? pglitePool(new PGlite()) : new Pool({ connectionString: url, max: 4 })
  // A connection may break while it is idle or in use. Without both listeners, that ends the process.
  if (pool instanceof Pool) {
    pool.on('error', (error) => console.error(error.message))
    pool.on('connect', (client) => client.on('error', (error) => console.error(error.message)))
  }
  return new Kysely<object>({ dialect: new PostgresDialect({ pool }) })
}
