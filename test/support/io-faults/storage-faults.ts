import type { StorageLike } from '../../../src/adapters/local-storage/platform.js'
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
