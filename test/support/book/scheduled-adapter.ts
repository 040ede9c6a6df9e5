import type { Scheduler } from 'fast-check'
import type { StorageAdapter } from 'budgetbook'

/**
 * An adapter whose calls begin and end when the scheduler says so, once the race has started. Each client of a database sees it like this: what
 * was read is old by the time that it arrives. Deciders run once more before the commit, on a view that may be stale,
 * as they do where an adapter retries on a conflict.
 */
export function scheduledAdapter(
  scheduler: Scheduler,
  adapter: StorageAdapter,
  client: string,
  hasStarted: () => boolean,
): StorageAdapter {
  const scheduled = async <Result>(what: string, call: () => Promise<Result>): Promise<Result> => {
    if (!hasStarted()) return call()
    await scheduler.schedule(Promise.resolve(), `${client} begins to ${what}`)
    const result = await call()
    await scheduler.schedule(Promise.resolve(), `${client} hears of its ${what}`)
    return result
  }
  return {
    ...adapter,
    read: async (...args) => scheduled('read', async () => adapter.read(...args)),
    page: async (...args) => scheduled('page', async () => adapter.page(...args)),
    readAll: async (...args) => scheduled('readAll', async () => adapter.readAll(...args)),
    transact: async (bookId, scope, decide, options) => {
      const stale = await scheduled('read for a commit', async () => adapter.read(bookId, scope))
      try {
        decide(stale)
      } catch {
        // Only what it says of a current view counts.
      }
      return scheduled('commit', async () => adapter.transact(bookId, scope, decide, options))
    },
    replace: async (bookId, rebuild, options) => {
      const stale = await scheduled('read for full-book work', async () => adapter.readAll(bookId))
      try {
        rebuild(stale)
      } catch {
        // As above.
      }
      return scheduled('full-book work', async () => adapter.replace(bookId, rebuild, options))
    },
  }
}
