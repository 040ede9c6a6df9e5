import type { BookKeys } from './book-keys.js'
import type { DecodeCache } from './decode-cache.js'
import type { ExpenseIds } from './ids/expense-ids.js'
import type { KnownBooks } from './known-books.js'
import type { StorageLike } from './platform.js'

/** Where one book is kept. */
export interface BookPlace {
  readonly storage: StorageLike
  readonly bookId: string
  readonly keys: BookKeys
  readonly cache: DecodeCache
  readonly known: KnownBooks
  readonly expenseIds: ExpenseIds
}

/** The keys of all months of a book in the storage, of all generations. */
export function monthKeysIn({ storage, keys }: BookPlace): string[] {
  const all = Array.from({ length: storage.length }, (_, index) => storage.key(index))
  return all.filter((key) => key !== null).filter((key) => keys.monthOf(key) !== null)
}
