import type { AllocationViolation } from '../../errors/allocation-violation.js'
import type { ErrorDetails } from '../../errors/details.js'
import { isSpendingLimitViolation } from '../../policy/spending/spending-limit.js'
import { asJson, type Warning } from './allocation-refusal.js'
import { Refusal } from './refusal.js'

/** The answer to a hold or an expense that the spending policy refused. */
export function refuseSpending(
  { policy, month, violations }: ErrorDetails['spending_rejected'],
  message: string,
  cause: unknown,
): Refusal {
  const details = { policy, month, violations: violations.map(spendingJson) }
  return new Refusal('spending_rejected', message, { details, cause })
}

/** The violations of a hold or an expense that was stored all the same. */
export function spendingWarningsOf(violations: readonly AllocationViolation[]): { warnings?: Warning[] } {
  return violations.length === 0 ? {} : { warnings: spendingViolationsOf(violations) }
}

/** What the spending policy found wrong. The host's own policy may report anything. */
export function spendingViolationsOf(violations: readonly AllocationViolation[]): Warning[] {
  return violations.map(spendingJson)
}

// The amounts of a limit are fields of a violation in the book, and facts like others here.
function spendingJson(violation: AllocationViolation) {
  if (!isSpendingLimitViolation(violation)) return asJson(violation, undefined)
  const { of, bound, before, after, overage, largestAccepted } = violation
  const details = { of, bound, before, after, overage, largest_accepted: largestAccepted }
  return { ...asJson(violation, undefined), details }
}
