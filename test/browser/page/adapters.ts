import { createLocalStorageAdapter, type StorageAdapter } from '../../../src/index.js'
import { createIndexedDbAdapter } from '../../../src/adapters/indexeddb/index.js'
import type { Place } from '../place.js'

/** An adapter of a place, not yet open; each is a client of its own. */
export function createAdapter({ kind, name }: Place): StorageAdapter {
  const keyPrefix = `${name}:`
  switch (kind) {
    case 'localStorage':
      return createLocalStorageAdapter({ keyPrefix })
    case 'localStorage without locks':
      return createLocalStorageAdapter({ keyPrefix, locks: null })
    case 'indexedDB':
      return createIndexedDbAdapter({ databaseName: name })
  }
}

/** Works with an adapter of a place, and closes it. */
export async function withAdapter<Result>(
  place: Place,
  work: (adapter: StorageAdapter) => Promise<Result>,
): Promise<Result> {
  const adapter = createAdapter(place)
  await adapter.open()
  try {
    return await work(adapter)
  } finally {
    await adapter.close()
  }
}
