import type { StorageLike } from 'budgetbook'

/** Something that an adapter does with its storage. */
export interface StorageOperation {
  readonly name: 'length' | 'key' | 'getItem' | 'setItem' | 'removeItem'
  /** `null` where it is about no key. */
  readonly key: string | null
}

/** Whom to tell of operations. */
export interface StorageObserver {
  /** May throw: the operation is not done then. */
  readonly before?: (operation: StorageOperation) => void
  readonly after?: (operation: StorageOperation) => void
}

/** A storage that tells of every operation. */
export function observedStorage(storage: StorageLike, { before, after }: StorageObserver): StorageLike {
  const tell = <Result>(name: StorageOperation['name'], key: string | null, work: () => Result): Result => {
    before?.({ name, key })
    const result = work()
    after?.({ name, key })
    return result
  }
  return {
    get length() {
      return tell('length', null, () => storage.length)
    },
    key: (index) => tell('key', null, () => storage.key(index)),
    getItem: (key) => tell('getItem', key, () => storage.getItem(key)),
    setItem: (key, value) => tell('setItem', key, () => storage.setItem(key, value)),
    removeItem: (key) => tell('removeItem', key, () => storage.removeItem(key)),
  }
}
