import { findMonthlyLimitViolation } from './monthly-limit.js'
import type { AllocationPolicy } from './policy.js'

/**
 * The default policy. It accepts every change, and reports what {@link enforcePolicy} would refuse.
 *
 * @example
 * ```ts
 * import { createMemoryAdapter, openBudgetBook, warnPolicy } from 'budgetbook'
 *
 * const book = await openBudgetBook({ storage: createMemoryAdapter(), allocationPolicy: warnPolicy() })
 * await book.settings.update({ currency: 'USD', monthlyLimit: 100 })
 * const { id } = await book.categories.create({ name: 'Travel' })
 * const { violations } = await book.budgets.create({ categoryId: id, month: '2026-02', amount: 120 })
 * console.log(violations[0]?.message) // => Total budgets (120.00) exceed your monthly limit (100.00)
 * ```
 */
export function warnPolicy(): AllocationPolicy {
  return {
    name: 'warn',
    needsIsolation: false,
    decide: (proposal) => {
      const violation = findMonthlyLimitViolation(proposal)
      return { accepted: true, violations: violation ? [violation] : [] }
    },
  }
}
