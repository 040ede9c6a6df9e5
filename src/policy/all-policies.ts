import { atPath, guardInput, invalidInput } from '../errors/invalid-input.js'
import type { AllocationViolation } from '../errors/allocation-violation.js'
import { requirePolicy } from './require-policy.js'
import { askPolicy, type Policy } from './ask-policy.js'
import type { AllocationPolicy } from './policy.js'
import type { SpendingPolicy } from './spending/spending-policy.js'

/**
 * Joins several policies of one kind into one. It accepts what all of them accept. If one refuses, its violations come
 * first; the others are there too. A policy that refuses without a violation gets a violation with the code
 * `policy_refused`. It needs isolation if one of them does.
 *
 * @param policies - At least one.
 * @throws `invalid_input` for anything but policies.
 *
 * @example
 * ```ts
 * import { allPolicies, createMemoryAdapter, enforceSpending, openBudgetBook, spendingCeiling } from 'budgetbook'
 *
 * const book = await openBudgetBook({
 *   storage: createMemoryAdapter(),
 *   spendingPolicy: allPolicies(
 *     enforceSpending({ perExpense: '50' }),
 *     spendingCeiling({ name: 'models', categoryIds: ['large', 'small'], amount: '200', perMonth: true }),
 *   ),
 * })
 * const { id } = await book.categories.create({ name: 'Search' })
 * await book.budgets.create({ categoryId: id, month: '2026-02', amount: '100' })
 * const { accepted, violations } = await book.expenses.previewSpend([
 *   { categoryId: id, amount: '60', date: '2026-02-14' },
 * ])
 * console.log(accepted, violations[0]?.message) // => false The expense would come to 60.00, 10.00 over the largest that is allowed (50.00)
 * ```
 */
export function allPolicies(...policies: readonly AllocationPolicy[]): AllocationPolicy
export function allPolicies(...policies: readonly SpendingPolicy[]): SpendingPolicy
export function allPolicies<Proposal>(...policies: readonly Policy<Proposal>[]): Policy<Proposal> {
  return guardInput(() => {
    if (policies.length === 0) throw invalidInput('too_short', 'Pass at least one policy', [], { minimum: 1 })
    const kept = policies.map((policy, position) => atPath([position], () => requirePolicy<Proposal>(policy)))
    return {
      name: kept.map(({ name }) => name).join(' and '),
      needsIsolation: kept.some(({ needsIsolation }) => needsIsolation),
      decide: (proposal) => {
        // A single broken policy must not decide for all.
        const decisions = kept.map((policy) => askPolicy(policy, proposal))
        const refused = decisions.flatMap(({ accepted, violations }, position) =>
          accepted ? [] : violations.length > 0 ? violations : [refusalOf(kept[position]?.name)],
        )
        const others = decisions.flatMap(({ accepted, violations }) => (accepted ? violations : []))
        return { accepted: decisions.every(({ accepted }) => accepted), violations: [...refused, ...others] }
      },
    }
  })
}

// The first violation is the reason of the refusal. It must not be what another policy accepted with a warning.
function refusalOf(name = ''): AllocationViolation {
  return { code: 'policy_refused', message: `The policy ${name} refused` }
}
