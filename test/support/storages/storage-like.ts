import type { StorageLike } from 'budgetbook'

/** A `localStorage` of a test's own, which it can look into. */
export interface MapStorage extends StorageLike {
  /** What is stored, by key. */
  readonly items: Map<string, string>
}

/** What browsers throw when the storage is full. */
export class QuotaExceeded extends Error {
  override readonly name = 'QuotaExceededError'
}

/**
 * A storage in memory.
 *
 * @param quota - How many UTF-16 units all keys and texts may take together; a write that goes beyond throws, and leaves
 * the old text. No limit unless it is given.
 * @param items - What is stored at first.
 */
export function mapStorage({
  quota = Number.POSITIVE_INFINITY,
  items = new Map<string, string>(),
}: { readonly quota?: number; readonly items?: Map<string, string> } = {}): MapStorage {
  return {
    items,
    get length() {
      return items.size
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => {
      const others = [...items].filter(([other]) => other !== key)
      const used = others.reduce((sum, [other, text]) => sum + other.length + text.length, 0)
      if (used + key.length + value.length > quota) throw new QuotaExceeded('The quota has been exceeded.')
      items.set(key, value)
    },
    removeItem: (key) => void items.delete(key),
  }
}
