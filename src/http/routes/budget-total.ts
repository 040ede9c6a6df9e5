import type { BudgetBook } from '../../book/budget-book.js'
import type { CallOptions } from '../../book/call-options.js'
import { scaleOf } from '../../money/currency.js'
import { MinorUnitsSum, writeMinorUnits } from '../../money/minor-units.js'
import type { Budget } from '../../model/budget.js'

/** What budgets that were read at one instant come to. */
export async function totalOf(
  budgets: readonly Budget[],
  book: BudgetBook,
  options: CallOptions,
): Promise<string> {
  const [first] = budgets
  // The currency may have changed since they were read, so the scale is theirs; without any, the settings have to say.
  const scale = first
    ? (first.amount.split('.')[1]?.length ?? 0)
    : scaleOf((await book.settings.get(options)).currency)
  const sum = new MinorUnitsSum(scale)
  for (const { amount } of budgets) sum.add(amount)
  return writeMinorUnits(sum.total(), scale)
}
