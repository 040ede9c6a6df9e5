import { createLocalStorageAdapter, createMemoryAdapter, type StorageAdapter } from 'budgetbook'
import { createIndexedDbAdapter } from 'budgetbook/indexeddb'
import { createSqlAdapter } from 'budgetbook/sql'
import './indexed-db.js'
import { migratedSqlite } from './sql-databases.js'
import { mapStorage } from './storage-like.js'

/** Storage that several clients share, as tabs or processes do. */
export interface SharedStorage {
  readonly name: string
  /** Fresh storage: each call of what comes back gives one more client of it. */
  readonly create: () => () => StorageAdapter
}

/** Every adapter that comes with the package. */
export const sharedStorages: readonly SharedStorage[] = [
  {
    name: 'memory',
    create: () => {
      const adapter = createMemoryAdapter()
      return () => adapter
    },
  },
  {
    name: 'localStorage',
    create: () => {
      const storage = mapStorage()
      return () => createLocalStorageAdapter({ storage, locks: null })
    },
  },
  {
    name: 'IndexedDB',
    create: () => {
      const indexedDB = new IDBFactory()
      return () => createIndexedDbAdapter({ indexedDB })
    },
  },
  {
    name: 'SQLite',
    create: () => {
      const { options } = migratedSqlite()
      return () => createSqlAdapter(options)
    },
  },
]
