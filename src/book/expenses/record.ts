import type { Expense } from '../../model/expense.js'
import { validate } from '../../model/validate.js'
import type { BookContext } from '../book-context.js'
import type { ExpensesApi } from './api.js'
import { newExpenseSchema } from './expense-input.js'
import { expenseRecorder } from './expense-recorder.js'

/** Makes {@link ExpensesApi.record}. */
export function recordExpense(context: BookContext): ExpensesApi['record'] {
  const record = expenseRecorder(context)
  return async (expense, options) => {
    context.requireOpen()
    const checked = validate(newExpenseSchema, expense)
    // One goes in, so one comes back.
    const [recorded] = (await record(
      ['expenses.record', checked],
      [checked],
      () => [],
      async (mutation) => context.commit(mutation, options),
    )) as [Expense]
    return recorded
  }
}
