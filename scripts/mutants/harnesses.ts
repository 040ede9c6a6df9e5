import 'fake-indexeddb/auto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { IDBFactory } from 'fake-indexeddb'
import { Kysely, SqliteDialect } from 'kysely'
import { nodeSqlite } from '../../examples/node-sqlite.js'
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
    const database = new DatabaseSync(join(folder, 'books.db'))
    database.exec('pragma synchronous = off')
    const db = new Kysely<object>({ dialect: new SqliteDialect({ database: nodeSqlite(database) }) })
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
