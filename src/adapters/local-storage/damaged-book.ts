import { isBudgetBookError } from '../../errors/error.js'
import { unreadableContents } from '../../storage/kit/state/contents.js'
import type { BookContents } from '../../storage/view.js'
import { monthKeysIn, type BookPlace } from './book-place.js'
import type { BookReader } from './book-reader.js'

/** What full-book work begins with. */
export interface GivenContents {
  /** Where something cannot be read, looking at them throws: an import does not look, a change of currency does. */
  readonly contents: BookContents
  /** The keys that the work would overwrite, though they could not be read. */
  readonly damagedKeys: readonly string[]
}

/** Everything in a book, as far as it can be read. Without its head, nothing of a book can. */
export function contentsForWholeBookWork(book: BookPlace, reader: BookReader): GivenContents {
  const { damage, headText } = reader
  if (damage) {
    const head = headText === null ? [] : [book.keys.head]
    return { contents: unreadableContents(damage), damagedKeys: [...head, ...monthKeysIn(book)] }
  }
  try {
    return { contents: reader.contents(), damagedKeys: [] }
  } catch (error) {
    if (!isBudgetBookError(error, 'storage_corrupt')) throw error
    return { contents: unreadableContents(error), damagedKeys: reader.damagedMonthKeys() }
  }
}

/**
 * Does work that overwrites what cannot be read, and keeps a copy of it under keys of its own: nobody but a person can say
 * what it is worth. Where the work fails, nothing was overwritten, and the copies go again.
 */
export function keepingAside(book: BookPlace, keys: readonly string[], work: () => void): void {
  const { storage } = book
  const instant = new Date().toISOString()
  const copies: string[] = []
  try {
    for (const key of keys) {
      const copy = book.keys.aside(key, instant)
      copies.push(copy)
      const text = storage.getItem(key)
      if (text !== null) storage.setItem(copy, text)
    }
    work()
  } catch (error) {
    for (const copy of copies) removeCopy(book, copy)
    throw error
  }
}

function removeCopy({ storage }: BookPlace, key: string): void {
  try {
    storage.removeItem(key)
  } catch {
    // It is a copy only: the failure to tell of is the first.
  }
}
