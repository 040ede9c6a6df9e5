import * as z from 'zod/mini'
import { validateArgument } from '../../model/validate.js'
import type { BookContext } from '../book-context.js'
import type { ExpensesApi } from './api.js'
import { newExpenseSchema } from './expense-input.js'
import { expenseRecorder } from './expense-recorder.js'

const newExpensesSchema = z.array(newExpenseSchema)

/** Makes {@link ExpensesApi.recordMany}. */
export function recordManyExpenses(context: BookContext): ExpensesApi['recordMany'] {
  const record = expenseRecorder(context)
  return async (expenses, options) => {
    context.requireOpen()
    const checked = validateArgument('expenses', newExpensesSchema, expenses)
    return record(['expenses.recordMany', checked], checked, (position) => ['expenses', position], options)
  }
}
