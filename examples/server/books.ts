import { enforcePolicy, openBudgetBook, type BudgetBook, type StorageAdapter } from 'budgetbook'

/** The open books. */
export interface Books {
  /** A user's book, opened on first use. */
  readonly bookOf: (userId: string) => Promise<BudgetBook>
  readonly close: () => Promise<void>
}

// Longer than any request takes, because a request may still use a book that is dropped.
const grace = 60_000

/** Keeps the books that were used last. Each is opened once, not for each request, and at most `most` stay open. */
export function keepBooks(storage: StorageAdapter, most = 1_000): Books {
  const open = new Map<string, Promise<BudgetBook>>()
  const closeLater = (book: Promise<BudgetBook>) => {
    const close = () => void book.then(async (opened) => opened.close()).catch(() => undefined)
    setTimeout(close, grace).unref()
  }
  return {
    bookOf: async (userId) => {
      const known = open.get(userId)
      const book = known ?? openBudgetBook({ storage, bookId: userId, allocationPolicy: enforcePolicy() })
      // Moves the book to the end. The one at the start was used longest ago.
      open.delete(userId)
      open.set(userId, book)
      // By then, the user's book may have been dropped and opened again.
      const forget = () => open.get(userId) === book && open.delete(userId)
      if (!known) book.catch(forget)
      const [oldest] = open
      if (open.size > most && oldest) {
        open.delete(oldest[0])
        closeLater(oldest[1])
      }
      return book
    },
    close: async () => {
      const books = await Promise.allSettled(open.values())
      open.clear()
      await Promise.all(
        books.map(async (book) => (book.status === 'fulfilled' ? book.value.close() : undefined)),
      )
    },
  }
}
