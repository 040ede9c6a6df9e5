import { copyWithoutMonth } from '../../model/entity-copies.js'
import { idSchema } from '../../model/fields.js'
import { validateArgument } from '../../model/validate.js'
import type { BookContext } from '../book-context.js'
import { expenseIn } from '../find.js'
import type { ExpensesApi } from './api.js'

/** Makes {@link ExpensesApi.get}. */
export function getExpense(context: BookContext): ExpensesApi['get'] {
  return async (id, options) => {
    context.requireOpen()
    const checked = validateArgument('id', idSchema, id)
    const view = await context.read(() => ({ expenses: [checked] }), options)
    return copyWithoutMonth(expenseIn(view, checked))
  }
}
