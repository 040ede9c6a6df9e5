import type { StorageAdapter } from 'budgetbook'

/** Takes a slash in a book's id for a folder, and opens the book at its top. */
export function mixingAdapter(inner: StorageAdapter): StorageAdapter {
  const top = (bookId: string) => bookId.split('/')[0] ?? ''
  return {
    ...inner,
    read: async (bookId, ...rest) => inner.read(top(bookId), ...rest),
    page: async (bookId, ...rest) => inner.page(top(bookId), ...rest),
    readAll: async (bookId, ...rest) => inner.readAll(top(bookId), ...rest),
    history: async (bookId, ...rest) => inner.history?.(top(bookId), ...rest) ?? [],
    transact: async (bookId, ...rest) => inner.transact(top(bookId), ...rest),
    replace: async (bookId, ...rest) => inner.replace(top(bookId), ...rest),
    deleteBook: async (bookId) => inner.deleteBook(top(bookId)),
  }
}
