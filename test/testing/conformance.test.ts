import { describe, it } from 'vitest'
import { createLocalStorageAdapter } from 'budgetbook'
import { createIndexedDbAdapter } from 'budgetbook/indexeddb'
import { adapterConformance, type ConformanceOptions } from 'budgetbook/testing'
import { pgliteHarness, sqliteFileHarness, sqliteMemoryHarness } from '../support/sql/databases.js'
import { freshDatabase } from '../support/storages/indexed-db.js'
import { mapStorage } from '../support/storages/storage-like.js'

// Memory's turn is in test/adapters/memory.
const adapters: Record<string, ConformanceOptions['open']> = {
  localStorage: async () => {
    const storage = mapStorage()
    return { connect: async () => createLocalStorageAdapter({ storage, locks: null }) }
  },
  IndexedDB: async () => {
    const place = freshDatabase()
    return { connect: async () => createIndexedDbAdapter(place) }
  },
  'SQLite in memory': sqliteMemoryHarness,
  'SQLite in a file': sqliteFileHarness,
  PGlite: pgliteHarness,
}

describe.each(Object.entries(adapters))('the adapter %s keeps every promise', (_, open) => {
  it.each(adapterConformance({ open }))('$name', async ({ run }) => {
    await run()
  })
})
