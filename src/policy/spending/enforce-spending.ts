import { spendingLimits, type SpendingLimitOptions } from './limit-spending.js'
import type { SpendingPolicy } from './spending-policy.js'

/**
 * Refuses a hold or an expense that raises spending and holds above a bound: by default, above the budget of its
 * category. Two writers at once could each stay within a bound and exceed it together, so the policy needs a storage
 * adapter that serializes all writers.
 *
 * @param options - Which bounds, and the largest single expense.
 * @throws `invalid_input` for invalid options.
 *
 * @example
 * ```ts
 * import { createMemoryAdapter, enforceSpending, isBudgetBookError, openBudgetBook } from 'budgetbook'
 *
 * const book = await openBudgetBook({ storage: createMemoryAdapter(), spendingPolicy: enforceSpending() })
 * const { id: categoryId } = await book.categories.create({ name: 'Travel' })
 * await book.budgets.create({ categoryId, month: '2026-02', amount: '100' })
 * await book.holds.place({ categoryId, amount: '80', date: '2026-02-14' })
 * try {
 *   await book.expenses.spend({ categoryId, amount: '30', date: '2026-02-14' })
 * } catch (error) {
 *   if (isBudgetBookError(error, 'spending_rejected')) console.log(error.message)
 *   // => Spending and holds in Travel would come to 110.00, 10.00 over its budget (100.00)
 * }
 * ```
 */
export function enforceSpending(options?: SpendingLimitOptions): SpendingPolicy {
  const violationsOf = spendingLimits(options)
  return {
    name: 'enforce-spending',
    needsIsolation: true,
    decide: (proposal) => {
      const violations = violationsOf(proposal)
      return { accepted: violations.length === 0, violations }
    },
  }
}
