import { Kysely, PostgresDialect, type LogEvent } from 'kysely'
import pg from 'pg'

/** A Kysely with a pool of its own, which survives losing its connections. */
export function kyselyOf(
  connection: pg.PoolConfig,
  log: (event: LogEvent) => void = () => undefined,
): Kysely<object> {
  const pool = new pg.Pool({ max: 4, ...connection })
  // While a connection is idle the pool hears of its end; while it is in use, only who listens to the connection itself.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return new Kysely({ dialect: new PostgresDialect({ pool }), log })
}
