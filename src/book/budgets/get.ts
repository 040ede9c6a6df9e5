import { copyEntity } from '../../model/entity-copies.js'
import { idSchema } from '../../model/fields.js'
import { validateArgument } from '../../model/validate.js'
import type { BookContext } from '../book-context.js'
import { budgetIn } from '../find.js'
import type { BudgetsApi } from './api.js'

/** Makes {@link BudgetsApi.get}. */
export function getBudget(context: BookContext): BudgetsApi['get'] {
  return async (id, options) => {
    context.requireOpen()
    const checked = validateArgument('id', idSchema, id)
    return copyEntity(budgetIn(await context.read(() => ({ budgets: [checked] }), options), checked))
  }
}
