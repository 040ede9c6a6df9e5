import type { StorageLike } from '../../storage/local-storage/platform.js'
import type { IoFaults } from './io-faults.js'

/**
 * A storage like `localStorage` whose every access is an operation of `faults`: `length`, `key` and `getItem` read,
 * `setItem` and `removeItem` write. A full storage refuses the `setItem` that needs more space than the text before.
 *
 * `localStorage` itself stores a text whole or not at all; a torn `setItem` stores the first half of it, which an
 * adapter can only be expected to find out. What a crash leaves of a `localStorage` is found with `'crash'`.
 *
 * @param storage - Keeps the texts.
 * @param faults - What goes wrong.
 *
 * @example
 * ```ts
 * import { createLocalStorageAdapter, openBudgetBook, type StorageLike } from 'budgetbook'
 * import { createIoFaults, withStorageFaults } from 'budgetbook/testing'
 *
 * const items = new Map<string, string>()
 * const storage: StorageLike = {
 *   get length() {
 *     return items.size
 *   },
 *   key: (index) => [...items.keys()][index] ?? null,
 *   getItem: (key) => items.get(key) ?? null,
 *   setItem: (key, value) => void items.set(key, value),
 *   removeItem: (key) => void items.delete(key),
 * }
 * const faults = createIoFaults()
 * const book = await openBudgetBook({
 *   storage: createLocalStorageAdapter({ storage: withStorageFaults(storage, faults) }),
 * })
 * faults.arm('quota', { on: 'write', at: 2 })
 * await book.categories.create({ name: 'Travel' }).catch((error: Error) => console.log(error.message))
 * // => The storage is full; nothing was changed
 * faults.release()
 * await book.categories.create({ name: 'Travel' })
 * console.log((await book.categories.list()).length) // => 1
 * ```
 */
export function withStorageFaults(storage: StorageLike, faults: IoFaults): StorageLike {
  return {
    get length() {
      return faults.performSync({ name: 'length', access: 'read', run: () => storage.length })
    },
    key: (index) =>
      faults.performSync({
        name: 'key',
        access: 'read',
        target: String(index),
        run: () => storage.key(index),
      }),
    getItem: (key) =>
      faults.performSync({ name: 'getItem', access: 'read', target: key, run: () => storage.getItem(key) }),
    setItem: (key, value) =>
      faults.performSync({
        name: 'setItem',
        access: 'write',
        target: key,
        grows: value.length > (storage.getItem(key)?.length ?? -1),
        data: value,
        run: (text) => storage.setItem(key, text),
      }),
    removeItem: (key) =>
      faults.performSync({
        name: 'removeItem',
        access: 'write',
        target: key,
        grows: false,
        run: () => storage.removeItem(key),
      }),
  }
}
