import { IDBFactory, IDBIndex, IDBObjectStore } from 'fake-indexeddb'
import 'fake-indexeddb/auto'

/** How many records each store has given out, and how many characters of text were in them. */
export type RecordCounts = Map<string, { records: number; characters: number }>

/** A database of its own, and what is read from every database from now on. */
export function countedIndexedDb(): { readonly indexedDB: IDBFactory; readonly counts: RecordCounts } {
  const counts: RecordCounts = new Map()
  const count = (store: string, result: unknown): void => {
    const sum = counts.get(store) ?? { records: 0, characters: 0 }
    const records = Array.isArray(result) ? (result as unknown[]) : [valueOf(result)]
    const found = records.filter((record) => record !== undefined)
    sum.records += found.length
    for (const record of found) sum.characters += textOf(record).length
    counts.set(store, sum)
  }
  for (const prototype of [IDBObjectStore.prototype, IDBIndex.prototype]) {
    for (const method of ['get', 'getAll', 'getKey', 'getAllKeys', 'openCursor', 'openKeyCursor'] as const)
      watch(prototype as unknown as Readers, method, count)
  }
  return { indexedDB: new IDBFactory(), counts }
}

type Read = (this: IDBObjectStore | IDBIndex, ...parameters: unknown[]) => IDBRequest<unknown>
type Readers = Record<string, Read>

function watch(prototype: Readers, method: string, count: (store: string, result: unknown) => void): void {
  const read = prototype[method]
  if (read === undefined) throw new Error(`There is no ${method}`)
  prototype[method] = function (...parameters) {
    const request = read.apply(this, parameters)
    const store = 'objectStore' in this ? this.objectStore.name : this.name
    request.addEventListener('success', () => count(store, request.result))
    return request
  }
}

/** What a cursor stands on, or the record itself. */
function valueOf(result: unknown): unknown {
  if (result === null || typeof result !== 'object' || !('key' in result)) return result ?? undefined
  return 'value' in result ? result.value : result.key
}

function textOf(record: unknown): string {
  return JSON.stringify(record)
}
