import type { Month, StorageAdapter } from 'budgetbook'
import type { MonthState, View } from 'budgetbook/adapter'

/** Keeps the totals of a month as they were when one of its expenses is put or removed. */
export function miscountingAdapter(inner: StorageAdapter): StorageAdapter {
  const stale = new Map<string, MonthState>()
  const keyOf = (bookId: string, month: Month) => `${month} ${bookId}`
  return {
    ...inner,
    read: async (bookId, ...rest) => {
      const view = await inner.read(bookId, ...rest)
      const months = Array.from(view.months, ([month, state]): [Month, MonthState] => {
        const { spending } = stale.get(keyOf(bookId, month)) ?? state
        return [month, { ...state, spending: new Map(spending) }]
      })
      return { ...view, months: new Map(months) }
    },
    transact: async (bookId, scope, decide, options) => {
      const keepTotals = (view: View, id: string): void => {
        const month = view.expenses.get(id)?.month
        const state = month && view.months.get(month)
        if (state) stale.set(keyOf(bookId, month), state)
      }
      return inner.transact(
        bookId,
        scope,
        (view) => {
          const decision = decide(view)
          for (const change of decision.changes) {
            if (change.type !== 'expense' || change.op === 'insert') continue
            keepTotals(view, change.op === 'remove' ? change.id : change.value.id)
          }
          return decision
        },
        options,
      )
    },
  }
}
