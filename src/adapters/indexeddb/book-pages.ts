import type { PageQuery } from '../../storage/view.js'
import type { StoredExpense } from '../../model/expense.js'
import { decodeExpense } from './records.js'
import type { BookReader } from './book-reader.js'

/** Reads a page of expenses from the index that has them in order. */
export async function readPage(book: BookReader, query: PageQuery): Promise<StoredExpense[]> {
  const range = rangeOf(book.bookId, query)
  if (!range) return []
  const expenses = book.transaction.objectStore('expenses')
  const index = query.categoryId === undefined ? expenses.index('byDate') : expenses.index('byCategory')
  const page: StoredExpense[] = []
  let cursor = await index.openCursor(range, 'prev')
  while (cursor && page.length < query.limit) {
    page.push(decodeExpense(cursor.value, book.head.settings.monthStartDay))
    cursor = page.length < query.limit ? await cursor.continue() : null
  }
  return page
}

// Newest first, so the expenses after a position are below it. An array sorts above every text, so `[]` is the end of
// the day `to`.
function rangeOf(bookId: string, { categoryId, from, to, after }: PageQuery): IDBKeyRange | null {
  const base = categoryId === undefined ? [bookId] : [bookId, categoryId]
  const goesOn = after !== undefined && (to === undefined || after.date <= to)
  const upper = goesOn ? [...base, after.date, after.createdAt, after.id] : [...base, to ?? [], []]
  const lower = from === undefined ? base : [...base, from]
  return isInOrder(lower, upper) ? IDBKeyRange.bound(lower, upper, false, goesOn) : null
}

// The database throws for a range whose ends are in the wrong order. Here it means an empty page.
function isInOrder(lower: readonly IDBValidKey[], upper: readonly IDBValidKey[]): boolean {
  const position = lower.length - 1
  const [low, high] = [lower[position], upper[position]]
  return typeof low !== 'string' || typeof high !== 'string' || low <= high
}
