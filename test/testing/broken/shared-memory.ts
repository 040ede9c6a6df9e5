import { BudgetBookError, createMemoryAdapter, type StorageAdapter } from 'budgetbook'

/** A database in memory: each client that it gives is opened and closed by itself, and all see the same data. */
export function sharedMemory(): () => StorageAdapter {
  const inner = createMemoryAdapter()
  return () => {
    let isClosed = false
    const whileOpen =
      <Args extends unknown[], Result>(method: (...args: Args) => Promise<Result>) =>
      async (...args: Args): Promise<Result> => {
        if (isClosed) throw new BudgetBookError('closed', 'This client was closed', {})
        return method(...args)
      }
    return {
      open: whileOpen(async () => ({ ...(await inner.open()), reach: 'database', isolation: 'database' })),
      read: whileOpen(async (...args) => inner.read(...args)),
      page: whileOpen(async (...args) => inner.page(...args)),
      readAll: whileOpen(async (...args) => inner.readAll(...args)),
      history: whileOpen(async (...args) => inner.history?.(...args) ?? []),
      transact: whileOpen(async (...args) => inner.transact(...args)),
      replace: whileOpen(async (...args) => inner.replace(...args)),
      deleteBook: whileOpen(async (...args) => inner.deleteBook(...args)),
      subscribe: (bookId, listener) => inner.subscribe?.(bookId, listener) ?? (() => undefined),
      close: async () => {
        isClosed = true
      },
    }
  }
}
