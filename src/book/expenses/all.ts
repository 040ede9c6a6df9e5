import { giveWay } from '../../lib/time/give-way.js'
import { validate } from '../../model/validate.js'
import type { Expense } from '../../model/expense.js'
import type { ExpensesApi } from './api.js'
import { filterSchema, largestPage } from './list.js'

/** Makes {@link ExpensesApi.all}. */
export function allExpenses(list: ExpensesApi['list']): ExpensesApi['all'] {
  return async function* (filter = {}, options): AsyncGenerator<Expense, void, undefined> {
    const { cursor = null, ...checked } = validate(filterSchema, filter)
    for (let next: string | null = cursor, isFirst = true; isFirst || next !== null; isFirst = false) {
      // Some drivers never wait, and then no other event would have its turn.
      if (!isFirst) await giveWay()
      const page = await list({ limit: largestPage, ...checked, cursor: next }, options)
      yield* page.items
      next = page.nextCursor
    }
  }
}
