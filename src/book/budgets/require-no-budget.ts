import { BudgetBookError } from '../../errors/error.js'
import type { Month } from '../../calendar/month.js'
import type { View } from '../../storage/view.js'
import { monthIn } from '../find.js'

/** Throws `duplicate_budget` if the month has a budget already: any, or one of the category `only`. */
export function requireNoBudget(view: View, month: Month, only?: string): void {
  const { budgets } = monthIn(view, month)
  const existing = budgets.find(({ categoryId }) => only === undefined || categoryId === only)
  if (!existing) return
  const { id: budgetId, categoryId } = existing
  throw new BudgetBookError(
    'duplicate_budget',
    `There already is a budget in ${month}. Change it with budgets.update or budgets.allocate`,
    {
      month,
      categoryId,
      budgetId,
    },
  )
}
