import { scaleOf } from '../../money/currency.js'
import { readMinorUnits } from '../../money/minor-units.js'
import type { Expense, StoredExpense } from '../../model/expense.js'
import { copyWithoutMonth } from '../../model/entity-copies.js'
import { validate } from '../../model/validate.js'
import type { Receipt } from '../../storage/change.js'
import type { View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { receiptOf, violationsOf } from '../receipts.js'
import { spendingAsker } from './spending-asker.js'
import type { ExpensesApi, SpendResult } from '../expenses/api.js'
import { newExpenseSchema } from '../expenses/expense-input.js'
import { insertionOf, newExpenses } from '../expenses/recording.js'
import { replayExpenses } from '../expenses/replay-expenses.js'

/** Makes {@link ExpensesApi.spend}. */
export function spendExpense(context: BookContext): ExpensesApi['spend'] {
  return async (expense, options) => {
    context.requireOpen()
    const checked = validate(newExpenseSchema, expense)
    const { scope, make } = newExpenses(context, [checked], () => [])
    const { require } = spendingAsker(context)
    const decide = (view: View) => {
      // One goes in, so one comes out.
      const [spent] = make(view) as [StoredExpense]
      const { month, categoryId } = spent
      const amount = readMinorUnits(spent.amount, scaleOf(view.settings.currency))
      const violations = require(view, { kind: 'spend', month, categoryId, amount, added: amount })
      return {
        result: { expense: copyWithoutMonth(spent), violations },
        changes: [insertionOf(spent)],
        receipt: receiptOf([spent.id], violations),
      }
    }
    return context.commit<SpendResult>(
      { request: ['expenses.spend', checked], scope, decide, replay: replaySpending(context) },
      options,
    )
  }
}

/** Answers a repeated operation that made an expense: with the expense as it is now, and the warnings of the time. */
export function replaySpending(context: BookContext): (receipt: Receipt) => Promise<SpendResult> {
  const replay = replayExpenses(context, 1)
  return async (receipt) => {
    const [expense] = (await replay(receipt)) as [Expense]
    return { expense, violations: violationsOf(receipt) }
  }
}
