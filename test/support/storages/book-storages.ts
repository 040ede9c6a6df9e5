import { createLocalStorageAdapter, createMemoryAdapter, type StorageAdapter } from 'budgetbook'
import { createIndexedDbAdapter } from 'budgetbook/indexeddb'
import { createSqlAdapter } from 'budgetbook/sql'
import { freshDatabase, recordsOf } from './indexed-db.js'
import { migratedSqlite, sqliteRows } from '../sql/databases.js'
import { mapStorage } from './storage-like.js'

/** Empty storage, and any number of clients of it. */
interface TestStorage {
  /** One more client of the same data. */
  readonly connect: () => StorageAdapter
  /** What is stored, byte for byte, where there are bytes. */
  readonly bytes: () => Promise<string>
}

/** A kind of storage that a book may be kept in. */
export interface TestStorageKind {
  readonly name: string
  readonly create: () => TestStorage
}

/** The kinds that come with the package; what a book does must not depend on which one it is kept in. */
export const storageKinds: readonly TestStorageKind[] = [
  {
    name: 'memory',
    create: () => {
      // Its data is its own: a second client of it is the same adapter.
      const adapter = createMemoryAdapter()
      return { connect: () => adapter, bytes: async () => '' }
    },
  },
  {
    name: 'localStorage',
    create: () => {
      const storage = mapStorage()
      return {
        connect: () => createLocalStorageAdapter({ storage, locks: null }),
        bytes: async () => JSON.stringify([...storage.items]),
      }
    },
  },
  {
    name: 'IndexedDB',
    create: () => {
      const place = freshDatabase()
      return {
        connect: () => createIndexedDbAdapter(place),
        bytes: async () => JSON.stringify(await recordsOf(place.indexedDB, place.databaseName)),
      }
    },
  },
  {
    name: 'SQLite',
    create: () => {
      const { database, options } = migratedSqlite()
      return {
        connect: () => createSqlAdapter(options),
        bytes: async () => sqliteRows(database),
      }
    },
  },
]
