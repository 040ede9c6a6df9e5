import { spendingLimits, type SpendingLimitOptions } from './limit-spending.js'
import type { SpendingPolicy } from './spending-policy.js'

/**
 * Accepts every hold and expense, and reports what `enforceSpending` would refuse.
 *
 * @param options - Which bounds, and the largest single expense.
 * @throws `invalid_input` for invalid options.
 *
 * @example
 * ```ts
 * import { createMemoryAdapter, openBudgetBook, warnSpending } from 'budgetbook'
 *
 * const spendingPolicy = warnSpending({ of: ['limit'], perExpense: '500' })
 * const book = await openBudgetBook({ storage: createMemoryAdapter(), spendingPolicy })
 * await book.settings.update({ monthlyLimit: '1000' })
 * const { id: categoryId } = await book.categories.create({ name: 'Travel' })
 * const { expense, violations } = await book.expenses.spend({ categoryId, amount: '1200', date: '2026-02-14' })
 * console.log(expense.amount, violations.length) // => 1200.00 2
 * ```
 */
export function warnSpending(options?: SpendingLimitOptions): SpendingPolicy {
  const violationsOf = spendingLimits(options)
  return {
    name: 'warn-spending',
    needsIsolation: false,
    decide: (proposal) => ({ accepted: true, violations: violationsOf(proposal) }),
  }
}
