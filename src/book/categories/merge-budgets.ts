import type { Budget } from '../../model/budget.js'
import type { Amount } from '../../money/amount.js'
import { sumAmounts } from '../../money/arithmetic.js'
import type { CurrencyCode } from '../../money/currency.js'
import { readAmount } from '../../money/parse-amount.js'

/** What {@link mergeBudgets} does. */
interface BudgetMerge {
  readonly from: string
  readonly into: string
  readonly currency: CurrencyCode
  readonly updatedAt: string
}

/**
 * The budgets after one category has become another. If both have a budget in a month, the budget of `into` stays, with
 * the sum. Throws `invalid_input` for a sum of too many digits.
 */
export function mergeBudgets(
  budgets: readonly Budget[],
  { from, into, currency, updatedAt }: BudgetMerge,
): Budget[] {
  const ofMonth = (categoryId: string) =>
    new Map(
      budgets.filter((budget) => budget.categoryId === categoryId).map((budget) => [budget.month, budget]),
    )
  const [going, staying] = [ofMonth(from), ofMonth(into)]
  const sum = (...amounts: Amount[]): Amount =>
    readAmount(sumAmounts(amounts, currency), currency, 'nonnegative', 'A budget')
  return budgets.flatMap((budget) => {
    const { categoryId, month, amount } = budget
    if (categoryId === from) return staying.has(month) ? [] : [{ ...budget, categoryId: into, updatedAt }]
    const added = categoryId === into ? going.get(month) : undefined
    return [added ? { ...budget, amount: sum(amount, added.amount), updatedAt } : budget]
  })
}
