import { BudgetBookError } from '../../errors/error.js'
import type { StorageLike } from './platform.js'

// Chromium and WebKit use one name, Firefox uses another, and old engines have only the number.
const quotaNames = new Set(['QuotaExceededError', 'NS_ERROR_DOM_QUOTA_REACHED'])
const quotaCodes = new Set([22, 1014])

function storageFailure(error: unknown, bookId: string): BudgetBookError {
  const { name, code } = (error ?? {}) as { readonly name?: unknown; readonly code?: unknown }
  if (quotaNames.has(name as string) || quotaCodes.has(code as number)) {
    return new BudgetBookError(
      'quota_exceeded',
      'The storage is full. Nothing was changed; free some space',
      { bookId },
      { cause: error },
    )
  }
  return new BudgetBookError(
    'storage_unavailable',
    'The storage threw an error; see cause',
    { reason: String(name) },
    { cause: error },
  )
}

/** A storage that throws typed errors. Errors of `decide` do not come through here. */
export function typedFailures(storage: StorageLike, bookId: string): StorageLike {
  const attempt = <Result>(work: () => Result): Result => {
    try {
      return work()
    } catch (error) {
      throw storageFailure(error, bookId)
    }
  }
  return {
    get length() {
      return attempt(() => storage.length)
    },
    key: (index) => attempt(() => storage.key(index)),
    getItem: (key) => attempt(() => storage.getItem(key)),
    setItem: (key, value) => attempt(() => storage.setItem(key, value)),
    removeItem: (key) => attempt(() => storage.removeItem(key)),
  }
}
