import type { StorageAdapter } from 'budgetbook'
import type { Change } from 'budgetbook/adapter'

/** Writes change by change: where a later one is refused, the earlier ones stay. */
export function halfCommittingAdapter(inner: StorageAdapter): StorageAdapter {
  return {
    ...inner,
    transact: async (bookId, scope, decide, options) => {
      let later: readonly Change[] = []
      const committed = await inner.transact(
        bookId,
        scope,
        (view) => {
          const decision = decide(view)
          later = decision.changes.slice(1)
          return { ...decision, changes: decision.changes.slice(0, 1) }
        },
        options,
      )
      for (const change of later) {
        await inner.transact(bookId, scope, () => ({ changes: [change], receipt: {} }), {
          ...options,
          operation: null,
        })
      }
      return committed
    },
  }
}
