import { throwIfAborted } from '../../errors/abort.js'
import type { Capabilities, ReadOptions, StorageAdapter } from '../adapter.js'
import { BookState } from '../book-state.js'
import { CommitListeners } from '../commit-listeners.js'
import { OpenGate } from '../open-gate.js'

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
  const bookOf = (bookId: string): BookState => {
    let book = books.get(bookId)
    if (!book) books.set(bookId, (book = new BookState()))
    return book
  }
  const ready = (options?: ReadOptions): void => {
    gate.pass()
    throwIfAborted(options?.signal)
  }
  return {
    open: async (): Promise<Capabilities> => {
      ready()
      return { reach: 'instance', isolation: 'instance', durability: 'none' }
    },
    read: async (bookId, scope, options) => {
      ready(options)
      return bookOf(bookId).read(scope)
    },
    page: async (bookId, page, options) => {
      ready(options)
      return bookOf(bookId).page(page)
    },
    readAll: async (bookId, options) => {
      ready(options)
      return bookOf(bookId).snapshot().contents
    },
    transact: async (bookId, scope, decide, options) => {
      ready(options)
      const book = bookOf(bookId)
      return listeners.afterTransact(bookId, decide, options, (run) => book.transact(scope, run, options))
    },
    replace: async (bookId, rebuild, options) => {
      ready(options)
      const book = bookOf(bookId)
      return listeners.afterReplace(bookId, options, () => book.replace(rebuild, options))
    },
    deleteBook: async (bookId) => {
      ready()
      if (books.delete(bookId)) {
        listeners.notify(bookId, { source: null, operationId: null, months: 'all', changes: 'unknown' })
      }
    },
    subscribe: (bookId, listener) => listeners.add(bookId, listener),
    close: async () => {
      gate.close()
      books.clear()
    },
  }
}
