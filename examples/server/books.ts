import { enforcePolicy, openBudgetBook, type BudgetBook, type StorageAdapter } from 'budgetbook'

/** The open books. */
export interface Books {
  /** A book by its id, opened on first use. */
  readonly bookOf: (bookId: string) => Promise<BudgetBook>
  /** How many are open. */
  readonly count: () => number
  /** Closes one that was deleted. */
  readonly drop: (bookId: string) => void
  readonly close: () => Promise<void>
}

/**
 * Keeps the books that were used last. Each is opened once, not for each request, and at most `most` stay open.
 *
 * @param grace - How many milliseconds after it is dropped a book is closed. Longer than a request takes, because a
 * request may still use it.
 */
export function keepBooks(storage: StorageAdapter, most = 1_000, grace = 120_000): Books {
  const open = new Map<string, Promise<BudgetBook>>()
  const openBook = async (bookId: string): Promise<BudgetBook> =>
    openBudgetBook({
      storage,
      bookId,
      allocationPolicy: enforcePolicy(),
      // In a shared book, it says who changed what.
      history: { keep: 1_000 },
    })
  const drop = (bookId: string): void => {
    const book = open.get(bookId)
    if (!book) return
    open.delete(bookId)
    const close = () => void book.then(async (opened) => opened.close()).catch(() => undefined)
    setTimeout(close, grace).unref()
  }
  return {
    bookOf: async (bookId) => {
      const known = open.get(bookId)
      const book = known ?? openBook(bookId)
      // Moves the book to the end. The one at the start was used longest ago.
      open.delete(bookId)
      open.set(bookId, book)
      // By then, the book may have been dropped and opened again.
      const forget = () => open.get(bookId) === book && open.delete(bookId)
      if (!known) book.catch(forget)
      const [oldest] = open.keys()
      if (open.size > most && oldest !== undefined) drop(oldest)
      return book
    },
    count: () => open.size,
    drop,
    close: async () => {
      const books = await Promise.allSettled(open.values())
      open.clear()
      await Promise.all(
        books.map(async (book) => (book.status === 'fulfilled' ? book.value.close() : undefined)),
      )
    },
  }
}
