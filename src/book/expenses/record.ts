import type { Expense } from '../../model/expense.js'
import { validate } from '../../model/validate.js'
import type { BookContext } from '../book-context.js'
import type { ExpensesApi } from './api.js'
import { newExpenseSchema } from './expense-input.js'
import { recordingOf } from './recording.js'

/** Makes {@link ExpensesApi.record}. */
export function recordExpense(context: BookContext): ExpensesApi['record'] {
  return async (expense, options) => {
    context.requireOpen()
    const checked = validate(newExpenseSchema, expense)
    const mutation = recordingOf(context, ['expenses.record', checked], [checked], () => [])
    // One goes in, so one comes back.
    const [recorded] = (await context.commit(mutation, options)) as [Expense]
    return recorded
  }
}
