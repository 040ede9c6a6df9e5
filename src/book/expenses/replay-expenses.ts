import { copyWithoutMonth } from '../../model/entity-copies.js'
import type { Expense } from '../../model/expense.js'
import type { BookContext } from '../book-context.js'
import type { Mutation } from '../commit.js'
import { expenseIn } from '../find.js'
import { idsOf } from '../receipts.js'

/** Answers a repeated operation with its expenses, as they are now. `needed` is how many the result has. */
export function replayExpenses(context: BookContext, needed: number): Mutation<Expense[]>['replay'] {
  return async (receipt) => {
    const ids = idsOf(receipt, context.parts.bookId, needed)
    const view = await context.read(() => ({ expenses: ids }), undefined)
    return ids.map((id) => copyWithoutMonth(expenseIn(view, id)))
  }
}
