import { createLocalStorageAdapter, type LockManagerLike, type StorageAdapter } from 'budgetbook'
import { createIndexedDbAdapter } from 'budgetbook/indexeddb'
import {
  createIoFaults,
  withIndexedDbFaults,
  withStorageFaults,
  type IoFaults,
  type IoFaultsOptions,
  type IoOperation,
} from '../../support/io-faults/index.js'
import { freshDatabase, recordsOf } from '../../support/storages/indexed-db.js'
import { mapStorage } from '../../support/storages/storage-like.js'

/** Empty storage behind faults. */
export interface FaultyStorage {
  readonly faults: IoFaults
  /** A client whose every operation goes through the faults. */
  readonly connect: () => StorageAdapter
  /** A client of the same data without any: a process that starts afterwards. */
  readonly fresh: () => StorageAdapter
  /** What is stored, byte for byte. */
  readonly bytes: () => Promise<ReadonlyMap<string, string>>
  /** Closes all clients. */
  readonly dispose: () => Promise<void>
}

/** A kind of storage whose input and output can go wrong. */
export interface FaultyStorageKind {
  readonly name: string
  readonly create: (options?: IoFaultsOptions) => FaultyStorage
  /** Lets something happen right after an operation has begun, as soon as anything can come in between. */
  readonly interrupt: (happen: () => void) => void
  /** Operations that can be done without the adapter hearing of it. */
  readonly canLoseAcknowledgement: (operation: IoOperation) => boolean
  /** Operations that can keep the adapter waiting. */
  readonly canStall: (operation: IoOperation) => boolean
}

function clients(connect: () => StorageAdapter, fresh: () => StorageAdapter) {
  const open: StorageAdapter[] = []
  const noted = (make: () => StorageAdapter) => () => {
    const adapter = make()
    open.push(adapter)
    return adapter
  }
  return {
    connect: noted(connect),
    fresh: noted(fresh),
    dispose: async () => {
      for (const adapter of open) await adapter.close()
    },
  }
}

/** Locks that nobody else wants: asking for one is an operation like any other. */
function locksWithFaults(faults: IoFaults): LockManagerLike {
  return {
    request: async (name, _, callback) =>
      faults.perform({ name: 'lock', access: 'begin', target: name, run: async () => callback() }),
  }
}

const isLock = ({ access }: IoOperation) => access === 'begin'

/** The kinds of storage that come with the package and are more than memory. */
export const faultyStorageKinds: readonly FaultyStorageKind[] = [
  {
    name: 'localStorage',
    create: (options) => {
      const storage = mapStorage()
      const faults = createIoFaults(options)
      const locks = locksWithFaults(faults)
      return {
        faults,
        ...clients(
          () => createLocalStorageAdapter({ storage: withStorageFaults(storage, faults), locks }),
          () => createLocalStorageAdapter({ storage, locks: null }),
        ),
        bytes: async () => new Map(storage.items),
      }
    },
    // Another process may come in between any two operations.
    interrupt: (happen) => happen(),
    // A `setItem` that throws has written nothing: that is what StorageLike asks for, and it cannot keep anyone waiting.
    canLoseAcknowledgement: isLock,
    canStall: isLock,
  },
  {
    name: 'IndexedDB',
    create: (options) => {
      const { indexedDB: factory, databaseName } = freshDatabase()
      const faults = createIoFaults(options)
      const guarded = withIndexedDbFaults(factory, faults)
      return {
        faults,
        ...clients(
          () => createIndexedDbAdapter({ indexedDB: guarded, databaseName }),
          () => createIndexedDbAdapter({ indexedDB: factory, databaseName }),
        ),
        bytes: async () => {
          const records = await recordsOf(factory, databaseName)
          return new Map(
            records.map(({ store, key, value }) => [
              `${store} ${JSON.stringify(key)}`,
              JSON.stringify(value),
            ]),
          )
        },
      }
    },
    interrupt: (happen) => queueMicrotask(happen),
    canLoseAcknowledgement: () => true,
    canStall: () => true,
  },
]
