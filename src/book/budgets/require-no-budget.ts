import { BudgetBookError } from '../../errors/error.js'
import type { Month } from '../../calendar/month.js'
import type { View } from '../../storage/view.js'
import { monthIn } from '../find.js'

/** Throws `duplicate_budget` if the category has a budget in the month already. */
export function requireNoBudget(view: View, month: Month, categoryId: string): void {
  const existing = monthIn(view, month).budgets.find((budget) => budget.categoryId === categoryId)
  if (!existing) return
  throw new BudgetBookError(
    'duplicate_budget',
    `There already is a budget in ${month}. Change it with budgets.update or budgets.allocate`,
    { month, categoryId, budgetId: existing.id },
  )
}

/** Throws `duplicate_budget` if a month has any budget already. Its text names all such months, its details the first. */
export function requireNoBudgets(view: View, months: readonly Month[]): void {
  const filled = months.filter((month) => monthIn(view, month).budgets.length > 0)
  const [existing] = filled.flatMap((month) => monthIn(view, month).budgets)
  if (!existing) return
  const { month, categoryId, id: budgetId } = existing
  throw new BudgetBookError(
    'duplicate_budget',
    `There already are budgets in ${filled.join(', ')}. Pass the mode 'fill' or 'replace', or change them with budgets.update or budgets.allocate`,
    { month, categoryId, budgetId },
  )
}
