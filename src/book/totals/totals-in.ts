import type { Month } from '../../calendar/month.js'
import { copyEntity } from '../../model/entity-copies.js'
import type { MonthState, View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { monthIn } from '../find.js'
import { readStoredMonth } from '../read-stored.js'
import type { MonthlySpending, Totals } from './totals.js'

/**
 * What the months of a view hold, as the functions of `budgetbook/planning` take it. Throws `storage_corrupt` for
 * damaged data, as a report of the month does.
 */
export function totalsIn(
  view: View,
  months: readonly Month[],
  { parts }: BookContext,
): Omit<Totals, 'months'> {
  const states = months.map((month) => monthIn(view, month))
  for (const state of states) readStoredMonth(view, state, parts.bookId)
  return {
    settings: { ...view.settings },
    categories: view.categories.map(copyEntity),
    budgets: states.flatMap(({ budgets }) => budgets.map(copyEntity)),
    spending: states.flatMap((state) => spendingOf(state, view)),
    thresholds: { ...parts.thresholds },
  }
}

// In the order of the categories: the order in which a storage keeps the sums is its own.
function spendingOf({ month, spending }: MonthState, { categories }: View): MonthlySpending[] {
  return categories.flatMap(({ id: categoryId }) => {
    const found = spending.get(categoryId)
    return found ? [{ month, categoryId, spent: found.spent, expenseCount: found.count }] : []
  })
}
