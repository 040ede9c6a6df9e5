import 'fake-indexeddb/auto'

let made = 0

/**
 * A new database of a name that no other has: tabs hear of each other by the name of their database, and the tests that
 * share a process must not.
 */
export function freshDatabase(): { readonly indexedDB: IDBFactory; readonly databaseName: string } {
  return { indexedDB: new IDBFactory(), databaseName: `books-${++made}` }
}

/** What is stored under a key of a database. */
export interface StoredRecord {
  readonly store: string
  readonly key: IDBValidKey
  readonly value: Record<string, unknown>
}

async function answer<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('The request failed')))
  })
}

/** Opens a database as it is, as a tool from outside would, and closes it afterwards. */
async function withDatabase<Result>(
  factory: IDBFactory,
  use: (database: IDBDatabase) => Promise<Result>,
  name = 'budgetbook',
): Promise<Result> {
  const database = await answer(factory.open(name))
  try {
    return await use(database)
  } finally {
    database.close()
  }
}

/** Everything that is stored in a database of its books. */
export async function recordsOf(factory: IDBFactory, name?: string): Promise<StoredRecord[]> {
  return withDatabase(
    factory,
    async (database) => {
      const records: StoredRecord[] = []
      for (const store of [...database.objectStoreNames].filter((one) => one !== 'identity')) {
        const objects = database.transaction(store).objectStore(store)
        const [keys, values] = await Promise.all([answer(objects.getAllKeys()), answer(objects.getAll())])
        records.push(
          ...keys.map((key, index) => ({ store, key, value: values[index] as Record<string, unknown> })),
        )
      }
      return records
    },
    name,
  )
}

/** Puts a value into a store, whatever it is. */
export async function putRecord(
  factory: IDBFactory,
  store: string,
  value: unknown,
  name?: string,
): Promise<void> {
  await withDatabase(
    factory,
    async (database) => answer(database.transaction(store, 'readwrite').objectStore(store).put(value)),
    name,
  )
}

/** Removes a record from a store. */
export async function removeRecord(factory: IDBFactory, store: string, key: IDBValidKey): Promise<void> {
  await withDatabase(factory, async (database) =>
    answer(database.transaction(store, 'readwrite').objectStore(store).delete(key)),
  )
}
