import * as z from 'zod/mini'
import { copyWithoutMonth } from '../../model/entity-copies.js'
import type { Expense } from '../../model/expense.js'
import { idSchema } from '../../model/fields.js'
import { validate, validateArgument } from '../../model/validate.js'
import type { View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { listExpenses } from './expense-pages.js'
import { expensePatchSchema, newExpenseSchema } from './expense-input.js'
import { expenseRecorder } from './expense-recorder.js'
import { expenseUpdater } from './expense-updater.js'
import type { ExpensesApi } from './api.js'
import { expenseIn, openMonthIn } from '../find.js'

/** Makes {@link ExpensesApi}. */
export function expensesApi(context: BookContext): ExpensesApi {
  const record = expenseRecorder(context)
  const update = expenseUpdater(context)
  return {
    record: async (expense, options) => {
      context.requireOpen()
      const checked = validate(newExpenseSchema, expense)
      // One was asked for, so one comes back.
      const [recorded] = (await record(['expenses.record', checked], [checked], () => [], options)) as [
        Expense,
      ]
      return recorded
    },
    recordMany: async (expenses, options) => {
      context.requireOpen()
      const checked = validateArgument('expenses', z.array(newExpenseSchema), expenses)
      return record(['expenses.recordMany', checked], checked, (position) => ['expenses', position], options)
    },
    update: async (id, patch, options) => {
      context.requireOpen()
      const checked = validateArgument('id', idSchema, id)
      return update(checked, validate(expensePatchSchema, patch), options)
    },
    remove: async (id, options) => {
      context.requireOpen()
      const checked = validateArgument('id', idSchema, id)
      const decide = (view: View) => {
        openMonthIn(view, expenseIn(view, checked).month)
        return { result: undefined, changes: [{ op: 'remove', type: 'expense', id: checked } as const] }
      }
      const scope = () => ({ expenses: [checked] })
      const replay = async () => undefined
      return context.commit({ request: ['expenses.remove', checked], scope, decide, replay }, options)
    },
    get: async (id, options) => {
      context.requireOpen()
      const checked = validateArgument('id', idSchema, id)
      return copyWithoutMonth(
        expenseIn(await context.read(() => ({ expenses: [checked] }), options), checked),
      )
    },
    list: async (filter = {}, options) => listExpenses(context, filter, options),
  }
}
