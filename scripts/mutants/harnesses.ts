import 'fake-indexeddb/auto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { IDBFactory } from 'fake-indexeddb'
import { Kysely, SqliteDialect } from 'kysely'
import { createIndexedDbAdapter } from '../../src/adapters/indexeddb/indexeddb-adapter.js'
import { createLocalStorageAdapter } from '../../src/adapters/local-storage/local-storage-adapter.js'
import { createMemoryAdapter } from '../../src/adapters/memory/memory-adapter.js'
import { migrate } from '../../src/adapters/sql/schema/migrate.js'
import { createSqlAdapter } from '../../src/adapters/sql/sql-adapter.js'
import type { AdapterHarness } from '../../src/testing/conformance/trial.js'
import { mapStorage } from '../../test/support/storages/storage-like.js'

async function memory(): Promise<AdapterHarness> {
  const adapter = createMemoryAdapter()
  return { connect: async () => adapter }
}

async function localStorage(): Promise<AdapterHarness> {
  const storage = mapStorage()
  return { connect: async () => createLocalStorageAdapter({ storage, locks: null }) }
}

async function indexedDb(): Promise<AdapterHarness> {
  const indexedDB = new IDBFactory()
  return { connect: async () => createIndexedDbAdapter({ indexedDB }) }
}

async function sql(): Promise<AdapterHarness> {
  const folder = await mkdtemp(join(tmpdir(), 'budgetbook-'))
  const connections: Kysely<object>[] = []
  const connect = () => {
    // The driver would wait for the other connection's lock, and stop that connection too.
    const database = new SqliteDatabase(join(folder, 'books.db'), { timeout: 0 })
    database.pragma('synchronous = off')
    const db = new Kysely<object>({ dialect: new SqliteDialect({ database }) })
    connections.push(db)
    return { db, dialect: 'sqlite' } as const
  }
  await migrate(connect())
  return {
    connect: async () => createSqlAdapter(connect()),
    dispose: async () => {
      await Promise.all(connections.map(async (db) => db.destroy()))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Fresh storage for each adapter of the package. */
export const harnesses = { memory, 'local-storage': localStorage, indexeddb: indexedDb, sql }

/** The name of an adapter of the package. */
export type AdapterName = keyof typeof harnesses
