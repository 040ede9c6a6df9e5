import { throwIfAborted } from '../../errors/throw-if-aborted.js'
import type { Capabilities, ReadOptions, StorageAdapter } from '../../storage/adapter.js'
import { requireBookId } from '../../storage/kit/book-id.js'
import { BookState } from '../../storage/kit/state/book-state.js'
import {
  CommitListeners,
  noticeOfReplacement,
  unknownNotice,
  watchDecision,
} from '../../storage/kit/commit-listeners.js'
import { OpenGate } from '../../storage/kit/open-gate.js'

/**
 * Keeps books in memory: for tests, scripts and servers that load what they need. Everything is gone with the
 * process. `reach` and `isolation` are `instance`, so the enforce policy works on it; `durability` is `none`.
 *
 * @example
 * ```ts
 * import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
 *
 * const storage = createMemoryAdapter()
 * const book = await openBudgetBook({ storage })
 * await book.categories.create({ name: 'Travel' })
 * const sameBook = await openBudgetBook({ storage })
 * console.log((await sameBook.categories.list()).length) // => 1
 * ```
 */
export function createMemoryAdapter(): StorageAdapter {
  const books = new Map<string, BookState>()
  const listeners = new CommitListeners()
  const gate = new OpenGate()
  const bookOf = (bookId: string, options?: ReadOptions): BookState => {
    gate.pass()
    requireBookId(bookId)
    throwIfAborted(options?.signal)
    let book = books.get(bookId)
    if (!book) books.set(bookId, (book = new BookState()))
    return book
  }
  return {
    open: async (): Promise<Capabilities> => {
      gate.pass()
      return { reach: 'instance', isolation: 'instance', durability: 'none' }
    },
    read: async (bookId, scope, options) => bookOf(bookId, options).read(scope),
    page: async (bookId, page, options) => bookOf(bookId, options).page(page),
    readAll: async (bookId, options) => bookOf(bookId, options).snapshot().contents,
    transact: async (bookId, scope, decide, options) => {
      const book = bookOf(bookId, options)
      const watched = watchDecision(decide, options)
      const committed = book.transact(scope, watched.decide, options)
      listeners.notify(bookId, watched.noticeOf(committed))
      return committed
    },
    replace: async (bookId, rebuild, options) => {
      const book = bookOf(bookId, options)
      const committed = book.replace(rebuild, options)
      listeners.notify(bookId, noticeOfReplacement(committed, options))
      return committed
    },
    deleteBook: async (bookId) => {
      bookOf(bookId)
      books.delete(bookId)
      listeners.notify(bookId, unknownNotice)
    },
    subscribe: (bookId, listener) => {
      gate.pass()
      requireBookId(bookId)
      return listeners.add(bookId, listener)
    },
    close: async () => {
      gate.close()
      books.clear()
    },
  }
}
