import { isSame } from '../../lib/canonical-json.js'
import { isUnreadable } from './unreadable.js'
import { decodeHead, emptyHead, type HeadRecord } from './head-record.js'
import type { StorageEventLike } from './platform.js'

/**
 * The books that an adapter has seen with contents, by the keys of their heads. In the storage, a book that was never
 * written and one that somebody cleared look the same; this tells them apart. A deleted book is emptied before its
 * keys are removed.
 */
export class KnownBooks {
  readonly #heads = new Set<string>()

  /** Notes what the head of a book holds now. */
  see(key: string, head: HeadRecord): void {
    if (isEmpty(head)) this.#heads.delete(key)
    else this.#heads.add(key)
  }

  /** Notes that a book was deleted. */
  forget(key: string): void {
    this.#heads.delete(key)
  }

  /** Whether the book had contents when the adapter last saw it. */
  has(key: string): boolean {
    return this.#heads.has(key)
  }

  /** Notes that another tab has emptied a book, which it does to delete one. */
  hear({ key, newValue }: StorageEventLike): void {
    if (key === null || !newValue?.includes('"categories":[]') || !this.has(key)) return
    try {
      if (isEmpty(decodeHead(newValue, { bookId: '', location: key }))) this.forget(key)
    } catch (error) {
      if (!isUnreadable(error)) throw error
    }
  }
}

function isEmpty({ categories, months, operations, settings }: HeadRecord): boolean {
  if (categories.length > 0 || months.size > 0 || operations.length > 0) return false
  return isSame(settings, emptyHead.settings)
}
