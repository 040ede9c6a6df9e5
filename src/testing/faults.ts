import type { StorageAdapter } from '../storage/adapter.js'

/** A call of an adapter, as {@link FaultHooks} see it. */
export interface AdapterCall {
  /** The method that is called. */
  readonly method: Exclude<keyof StorageAdapter, 'subscribe'>
  /** The book of the call; `null` for `open` and `close`. */
  readonly bookId: string | null
}

/** What goes wrong, and when. A hook that does nothing does not affect the call. */
export interface FaultHooks {
  /**
   * Runs before each call. If it throws, the error comes out and the call is not made. If it waits, the call is
   * delayed.
   */
  readonly before?: (call: AdapterCall) => void | Promise<void>
  /**
   * Runs after each call that succeeded. If it throws, the error comes out instead of the result, and the call's
   * effect stays.
   */
  readonly after?: (call: AdapterCall) => void | Promise<void>
}

/**
 * An adapter whose calls fail or are slow, as a test needs it: a full disk, a lost connection, a slow network. What a
 * hook throws comes out as it is, so throw what an adapter may throw: a `BudgetBookError` with a storage code.
 *
 * @param adapter - The adapter that makes the calls.
 * @param hooks - What goes wrong.
 *
 * @example
 * ```ts
 * import { BudgetBookError, createMemoryAdapter, openBudgetBook } from 'budgetbook'
 * import { withFaults } from 'budgetbook/testing'
 *
 * const operationId = 'create-travel'
 * let isLost = false
 * const storage = withFaults(createMemoryAdapter(), {
 *   after: ({ method }) => {
 *     if (method !== 'transact' || isLost) return
 *     isLost = true // the category is stored, but the answer gets lost
 *     throw new BudgetBookError('outcome_unknown', 'The connection was lost', { operationId })
 *   },
 * })
 * const book = await openBudgetBook({ storage })
 * const create = () => book.categories.create({ name: 'Travel' }, { operationId })
 * await create().catch(() => create())
 * console.log((await book.categories.list()).length) // => 1
 * ```
 */
export function withFaults(adapter: StorageAdapter, hooks: FaultHooks): StorageAdapter {
  const hooked = async <Result>(
    method: AdapterCall['method'],
    bookId: string | null,
    make: () => Promise<Result>,
  ): Promise<Result> => {
    const call = { method, bookId }
    await hooks.before?.(call)
    const result = await make()
    await hooks.after?.(call)
    return result
  }
  const subscribe: StorageAdapter['subscribe'] = (bookId, ...rest) =>
    adapter.subscribe?.(bookId, ...rest) ?? (() => undefined)
  const history: StorageAdapter['history'] = async (bookId, ...rest) =>
    hooked('history', bookId, async () => adapter.history?.(bookId, ...rest) ?? [])
  return {
    open: async () => hooked('open', null, async () => adapter.open()),
    read: async (bookId, ...rest) => hooked('read', bookId, async () => adapter.read(bookId, ...rest)),
    page: async (bookId, ...rest) => hooked('page', bookId, async () => adapter.page(bookId, ...rest)),
    readAll: async (bookId, ...rest) =>
      hooked('readAll', bookId, async () => adapter.readAll(bookId, ...rest)),
    ...(adapter.history ? { history } : {}),
    transact: async (bookId, ...rest) =>
      hooked('transact', bookId, async () => adapter.transact(bookId, ...rest)),
    replace: async (bookId, ...rest) =>
      hooked('replace', bookId, async () => adapter.replace(bookId, ...rest)),
    deleteBook: async (bookId) => hooked('deleteBook', bookId, async () => adapter.deleteBook(bookId)),
    ...(adapter.subscribe ? { subscribe } : {}),
    close: async () => hooked('close', null, async () => adapter.close()),
  }
}
