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

/** A book that is open. */
interface OpenBook {
  readonly book: Promise<BudgetBook>
  /** How many listen to it: the event streams. */
  listeners: number
}

/**
 * Keeps the books that were used last. Each is opened once, not for each request. At most `most` stay open, and those that
 * somebody listens to: an event stream would end with its book.
 *
 * @param grace - How many milliseconds after it is dropped a book is closed. Longer than a request takes, because a
 * request may still use it.
 */
export function keepBooks(storage: StorageAdapter, most = 1_000, grace = 120_000): Books {
  const open = new Map<string, OpenBook>()
  const openBook = (bookId: string): OpenBook => {
    const opened: OpenBook = { book: openCounted(), listeners: 0 }
    return opened

    async function openCounted(): Promise<BudgetBook> {
      const book = await openBudgetBook({
        storage,
        bookId,
        allocationPolicy: enforcePolicy(),
        // In a shared book, it says who changed what.
        history: { keep: 1_000 },
      })
      return countListeners(book, (more) => (opened.listeners += more))
    }
  }
  const drop = (bookId: string): void => {
    const dropped = open.get(bookId)
    if (!dropped) return
    open.delete(bookId)
    const close = () => void dropped.book.then(async (book) => book.close()).catch(() => undefined)
    setTimeout(close, grace).unref()
  }
  const dropOldest = (used: string): void => {
    // The one at the start was used longest ago.
    for (const [bookId, { listeners }] of open) {
      if (listeners > 0 || bookId === used) continue
      drop(bookId)
      return
    }
  }
  return {
    bookOf: async (bookId) => {
      const known = open.get(bookId)
      const opened = known ?? openBook(bookId)
      // Moves the book to the end.
      open.delete(bookId)
      open.set(bookId, opened)
      // By then, the book may have been dropped and opened again.
      const forget = () => open.get(bookId) === opened && open.delete(bookId)
      if (!known) opened.book.catch(forget)
      if (open.size > most) dropOldest(bookId)
      return opened.book
    },
    count: () => open.size,
    drop,
    close: async () => {
      const books = await Promise.allSettled([...open.values()].map(async ({ book }) => book))
      open.clear()
      await Promise.all(
        books.map(async (book) => (book.status === 'fulfilled' ? book.value.close() : undefined)),
      )
    },
  }
}

/** The same book, which tells when somebody begins to listen to it, and when somebody stops. */
function countListeners(book: BudgetBook, count: (more: 1 | -1) => void): BudgetBook {
  return {
    ...book,
    subscribe: (listener) => {
      const unsubscribe = book.subscribe(listener)
      count(1)
      let isOver = false
      return () => {
        unsubscribe()
        if (!isOver) count(-1)
        isOver = true
      }
    },
  }
}
