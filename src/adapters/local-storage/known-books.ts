import { isSame } from '../../lib/canonical-json.js'
import { isUnreadable } from './unreadable.js'
import { decodeHead, emptyHead, type HeadRecord } from './head-record.js'
import type { StorageEventLike } from './platform.js'

/**
 * The books in which an adapter has seen something, by the keys of their heads. A book that was never written and one that
 * somebody cleared away look alike in the storage: this tells them apart. A book that is deleted is empty before it goes.
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

  /** Whether there was something in the book when it was last looked at. */
  has(key: string): boolean {
    return this.#heads.has(key)
  }

  /** Notes it where another tab has emptied a book, as it does when it deletes one. */
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
