import { isBudgetBookError } from '../../errors/error.js'
import { unreadableContents } from '../../storage/kit/state/contents.js'
import type { BookContents } from '../../storage/view.js'
import { monthKeysIn, type BookPlace } from './book-place.js'
import type { BookReader } from './book-reader.js'

/** What full-book work starts from. */
export interface GivenContents {
  /**
   * If something cannot be read, reading the contents throws. An import does not read them; a change of currency
   * does.
   */
  readonly contents: BookContents
  /** The unreadable keys that the work would overwrite. */
  readonly damagedKeys: readonly string[]
}

/** Everything in a book, as far as it can be read. Without its head, no part of a book can be read. */
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
 * Does work that overwrites unreadable values, and keeps copies of them under other keys: a person may still need
 * them. If the work fails, nothing was overwritten, and the copies are removed.
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
    // Only a copy stays behind. The caller gets the original error.
  }
}
