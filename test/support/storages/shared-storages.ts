import { createLocalStorageAdapter, createMemoryAdapter, type StorageAdapter } from 'budgetbook'
import { createIndexedDbAdapter } from 'budgetbook/indexeddb'
import { createSqlAdapter } from 'budgetbook/sql'
import { freshDatabase } from './indexed-db.js'
import { pgliteStorage } from '../sql/pglite-storage.js'
import { migratedSqlite, sqliteFile } from '../sql/databases.js'
import { mapStorage } from './storage-like.js'

/** Storage that several clients share, as tabs or processes do. */
export interface SharedStorage {
  readonly name: string
  /** How many times more than the others it takes for a commit. */
  readonly slowness: number
  /** Fresh storage: each call of what comes back gives one more client of it, with a connection of its own where it has any. */
  readonly create: () => () => StorageAdapter
}

/** Every adapter that comes with the package. */
export const sharedStorages: readonly SharedStorage[] = [
  {
    name: 'memory',
    slowness: 1,
    create: () => {
      const adapter = createMemoryAdapter()
      return () => adapter
    },
  },
  {
    name: 'localStorage',
    slowness: 1,
    create: () => {
      const storage = mapStorage()
      return () => createLocalStorageAdapter({ storage, locks: null })
    },
  },
  {
    name: 'IndexedDB',
    slowness: 1,
    create: () => {
      const place = freshDatabase()
      return () => createIndexedDbAdapter(place)
    },
  },
  {
    name: 'SQLite',
    slowness: 1,
    create: () => {
      const { options } = migratedSqlite()
      return () => createSqlAdapter(options)
    },
  },
  {
    name: 'SQLite in a file',
    slowness: 4,
    create: () => {
      const connect = sqliteFile()
      return () => createSqlAdapter(connect())
    },
  },
  {
    name: 'PGlite',
    slowness: 10,
    create: () => pgliteStorage().connect,
  },
]
