import type { BudgetBook } from '../book/budget-book.js'
import type { BookEvent } from '../book/events.js'
import { LruMap } from '../lib/lru.js'
import { observedOf, type BookReader, type Observed } from '../observe/observed-read.js'

// A book keeps as many reports.
const maxReads = 24

const readsOfBooks = new WeakMap<BudgetBook, LruMap<string, Observed<unknown>>>()

/**
 * The one observed read of a name for all components of a book. So ten components that show a month read it once, and a
 * month that was shown before is there at once.
 */
export function sharedRead<T>(
  book: BudgetBook,
  name: string,
  read: BookReader<T>,
  concerns: (event: BookEvent) => boolean,
): Observed<T> {
  const reads = readsOfBooks.get(book) ?? new LruMap<string, Observed<unknown>>(maxReads)
  readsOfBooks.set(book, reads)
  // A name belongs to one hook, so what it finds is of the hook's type.
  const observed = (reads.get(name) as Observed<T> | undefined) ?? observedOf(book, read, concerns)
  reads.set(name, observed)
  return observed
}
