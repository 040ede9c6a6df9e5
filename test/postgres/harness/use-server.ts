import type { Kysely, LogEvent } from 'kysely'
import type pg from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { createSqlAdapter, migrate, type SqlOptions } from 'budgetbook/sql'
import {
  startPostgres,
  type PostgresConnection,
  type PostgresServer,
} from '../../../scripts/postgres/server.js'
import { kyselyOf } from './use-kysely.js'

/** A server for the tests of a file. */
export interface TestServer {
  readonly server: () => PostgresServer
  /** Migrated tables in a database of their own; clients of it are closed after the file. */
  readonly makeBooks: (settings?: Readonly<Record<string, string>>) => Promise<TestBooks>
}

/** Tables that are there, and any number of clients of them. */
interface TestBooks {
  readonly connection: PostgresConnection
  /** One more Kysely, with a pool of its own. */
  readonly connect: (config?: pg.PoolConfig, log?: (event: LogEvent) => void) => SqlOptions
  /** One more adapter, with a pool of its own. */
  readonly adapter: () => ReturnType<typeof createSqlAdapter>
}

// The pools of a file stay open until its end, and close their connections only when these are idle for a while. A fast
// machine gets to the next tests before.
const connections = { max_connections: '400' }

/** Starts a server before the tests of a file, and stops it after them. */
export function useServer(settings: Readonly<Record<string, string>> = {}): TestServer {
  let started: PostgresServer | null = null
  const clients: Kysely<object>[] = []
  let databases = 0
  const server = (): PostgresServer => {
    if (!started) throw new Error('The server was not started')
    return started
  }
  beforeAll(async () => {
    started = await startPostgres({ ...connections, ...settings })
  })
  afterAll(async () => {
    await Promise.all(clients.map(async (db) => db.destroy().catch(() => undefined)))
    await started?.stop()
  })
  const makeBooks = async (defaults: Readonly<Record<string, string>> = {}): Promise<TestBooks> => {
    const connection = await server().createDatabase(`books_${++databases}`)
    const options = Object.entries(defaults)
      .map(([name, value]) => `-c ${name}=${value.replaceAll(' ', '\\ ')}`)
      .join(' ')
    const connect: TestBooks['connect'] = (config = {}, log) => {
      const db = kyselyOf({ ...connection, ...(options === '' ? {} : { options }), ...config }, log)
      clients.push(db)
      return { db, dialect: 'postgres' }
    }
    await migrate(connect())
    return { connection, connect, adapter: () => createSqlAdapter(connect()) }
  }
  return { server, makeBooks }
}
