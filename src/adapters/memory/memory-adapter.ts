import type { StorageAdapter } from '../../storage/adapter.js'
import { defineAdapter } from '../../storage/kit/define-adapter.js'
import type { Call } from '../../storage/kit/engine.js'
import { BookState } from '../../storage/kit/state/book-state.js'

/**
 * Keeps books in memory: for tests, scripts and servers that load what they need. The data is lost when the process
 * ends. `reach` and `isolation` are `'instance'`, so the enforce policy works; `durability` is `'none'`.
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
  const bookOf = ({ bookId }: Call): BookState => {
    let book = books.get(bookId)
    if (!book) books.set(bookId, (book = new BookState()))
    return book
  }
  return defineAdapter({
    open: async () => ({ reach: 'instance', isolation: 'instance', durability: 'none', history: true }),
    read: async (call, scope) => bookOf(call).read(scope),
    page: async (call, page) => bookOf(call).page(page),
    readAll: async (call) => bookOf(call).snapshot().contents,
    history: async (call, query) => bookOf(call).history(query),
    transact: async (call, scope, decide) => bookOf(call).transact(scope, decide, call),
    replace: async (call, rebuild) => bookOf(call).replace(rebuild, call),
    deleteBook: async ({ bookId }) => void books.delete(bookId),
    close: async () => books.clear(),
  })
}
