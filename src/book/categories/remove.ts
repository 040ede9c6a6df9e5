import { BudgetBookError } from '../../errors/error.js'
import { idSchema } from '../../model/fields.js'
import { isLive } from '../../model/hold.js'
import { validateArgument } from '../../model/validate.js'
import type { View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { findCategory } from '../find.js'
import type { CategoriesApi } from './api.js'

/** Makes {@link CategoriesApi.remove}. */
export function removeCategory(context: BookContext): CategoriesApi['remove'] {
  return async (id, options) => {
    context.requireOpen()
    const checked = validateArgument('id', idSchema, id)
    const now = context.clock.timestamp()
    const decide = (view: View) => {
      findCategory(view, checked)
      requireUnused(view, checked, now)
      return { result: undefined, changes: [{ op: 'remove', type: 'category', id: checked } as const] }
    }
    const replay = async () => undefined
    const scope = () => ({ months: 'all' as const })
    const request = ['categories.remove', checked]
    const subject = { type: 'category', id: checked } as const
    return context.commit({ request, scope, subject, decide, replay }, options)
  }
}

/** Throws `category_in_use` if anything in the months of the view belongs to the category. */
export function requireUnused(view: View, categoryId: string, now: string): void {
  let budgetCount = 0
  let expenseCount = 0
  let holdCount = 0
  for (const { budgets, spending, holds } of view.months.values()) {
    budgetCount += budgets.filter((budget) => budget.categoryId === categoryId).length
    expenseCount += spending.get(categoryId)?.count ?? 0
    holdCount += holds.filter((hold) => hold.categoryId === categoryId && isLive(hold, now)).length
  }
  if (budgetCount + expenseCount + holdCount === 0) return
  const andHolds = holdCount > 0 ? `, holds: ${holdCount}` : ''
  throw new BudgetBookError(
    'category_in_use',
    `The category is in use (budgets: ${budgetCount}, expenses: ${expenseCount}${andHolds}); archive it instead`,
    { categoryId, budgetCount, expenseCount, holdCount },
  )
}
