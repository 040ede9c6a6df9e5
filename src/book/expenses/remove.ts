import { idSchema } from '../../model/fields.js'
import { validateArgument } from '../../model/validate.js'
import type { View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { expenseIn, openMonthIn } from '../find.js'
import type { ExpensesApi } from './api.js'

/** Makes {@link ExpensesApi.remove}. */
export function removeExpense(context: BookContext): ExpensesApi['remove'] {
  return async (id, options) => {
    context.requireOpen()
    const checked = validateArgument('id', idSchema, id)
    const decide = (view: View) => {
      openMonthIn(view, expenseIn(view, checked).month)
      return { result: undefined, changes: [{ op: 'remove', type: 'expense', id: checked } as const] }
    }
    const scope = () => ({ expenses: [checked] })
    const replay = async () => undefined
    const request = ['expenses.remove', checked]
    const subject = { type: 'expense', id: checked } as const
    return context.commit({ request, scope, subject, decide, replay }, options)
  }
}
