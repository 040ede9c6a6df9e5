import { findMonthlyLimitViolation } from './monthly-limit.js'
import type { AllocationPolicy } from './policy.js'

/**
 * Refuses a change that raises the total of a month's budgets above the monthly limit. A month that is already above
 * a lowered limit can still be brought down step by step. Two writers at once could each stay within the limit and
 * exceed it together, so the policy needs a storage adapter that serializes all writers.
 *
 * @example
 * ```ts
 * import { createMemoryAdapter, enforcePolicy, isBudgetBookError, openBudgetBook } from 'budgetbook'
 *
 * const book = await openBudgetBook({ storage: createMemoryAdapter(), allocationPolicy: enforcePolicy() })
 * await book.settings.update({ currency: 'USD', monthlyLimit: 100 })
 * const { id } = await book.categories.create({ name: 'Travel' })
 * try {
 *   await book.budgets.create({ categoryId: id, month: '2026-02', amount: 120 })
 * } catch (error) {
 *   console.log(isBudgetBookError(error, 'allocation_rejected')) // => true
 * }
 * ```
 */
export function enforcePolicy(): AllocationPolicy {
  return {
    name: 'enforce',
    needsIsolation: true,
    decide: (proposal) => {
      const violation = findMonthlyLimitViolation(proposal)
      return { accepted: violation === null, violations: violation ? [violation] : [] }
    },
  }
}
