import type { BookKeys } from './book-keys.js'
import type { DecodeCache } from './decode-cache.js'
import type { StorageLike } from './platform.js'

/** Where one book is kept. */
export class BookPlace {
  readonly storage: StorageLike
  readonly bookId: string
  readonly keys: BookKeys
  readonly cache: DecodeCache

  constructor(storage: StorageLike, bookId: string, keys: BookKeys, cache: DecodeCache) {
    this.storage = storage
    this.bookId = bookId
    this.keys = keys
    this.cache = cache
  }

  /** The keys of all months in the storage, of whatever generation. */
  monthKeys(): string[] {
    const keys = Array.from({ length: this.storage.length }, (_, index) => this.storage.key(index))
    return keys.filter((key) => key !== null).filter((key) => this.keys.monthOf(key) !== null)
  }
}
