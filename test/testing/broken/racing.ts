import type { StorageAdapter } from 'budgetbook'

/** Looks first and writes later: what another writer commits in between, it does not see. */
export function racingAdapter(inner: StorageAdapter): StorageAdapter {
  return {
    ...inner,
    transact: async (bookId, scope, decide, options) => {
      const view = await inner.read(bookId, scope)
      return inner.transact(bookId, scope, () => decide(view), options)
    },
  }
}
