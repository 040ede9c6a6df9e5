import { describe, it } from 'vitest'
import { createLocalStorageAdapter, createMemoryAdapter } from 'budgetbook'
import { adapterConformance, type ConformanceOptions } from 'budgetbook/testing'
import { mapStorage } from '../support/storage-like.js'

const adapters: Record<string, ConformanceOptions['open']> = {
  memory: async () => {
    const adapter = createMemoryAdapter()
    return { connect: async () => adapter }
  },
  localStorage: async () => {
    const storage = mapStorage()
    return { connect: async () => createLocalStorageAdapter({ storage, locks: null }) }
  },
}

describe.each(Object.entries(adapters))('the adapter %s keeps every promise', (_, open) => {
  it.each(adapterConformance({ open }))('$name', async ({ run }) => {
    await run()
  })
})
