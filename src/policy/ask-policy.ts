import { BudgetBookError, isBudgetBookError } from '../errors/error.js'
import { isNestedWithin } from '../lib/json.js'
import type { AllocationViolation } from '../errors/allocation-violation.js'
import type { AllocationDecision } from './policy.js'

/** A policy of any kind. */
export interface Policy<Proposal> {
  readonly name: string
  readonly needsIsolation: boolean
  decide(proposal: Proposal): AllocationDecision
}

/**
 * Asks a policy, which may be anybody's code. Throws `policy_failed` if it throws, returns a Promise, or returns
 * something that is not a decision.
 */
export function askPolicy<Proposal>(policy: Policy<Proposal>, proposal: Proposal): AllocationDecision {
  const failed = (reason: 'threw' | 'promise' | 'not_a_decision', what: string, options?: ErrorOptions) =>
    new BudgetBookError(
      'policy_failed',
      `The policy ${policy.name} ${what}`,
      { policy: policy.name, reason },
      options,
    )
  let decision: unknown
  try {
    decision = policy.decide(proposal)
  } catch (error) {
    // A policy that joins several says which of them failed, and how.
    if (isBudgetBookError(error, 'policy_failed')) throw error
    throw failed('threw', 'threw an error; see cause', { cause: error })
  }
  let thenable: boolean
  let copy: AllocationDecision | null
  const noDecision = 'must return a decision: { accepted, violations }'
  try {
    thenable = typeof (decision as { then?: unknown } | null | undefined)?.then === 'function'
    copy = thenable ? null : copyDecision(decision)
  } catch (error) {
    throw failed('not_a_decision', noDecision, { cause: error })
  }
  if (thenable) {
    // Nobody awaits the Promise, so its rejection is handled here.
    void new Promise((resolve) => resolve(decision)).catch(() => undefined)
    throw failed('promise', 'returned a Promise; a policy must decide synchronously')
  }
  if (!copy) throw failed('not_a_decision', noDecision)
  return copy
}

function copyDecision(decision: unknown): AllocationDecision | null {
  const { accepted, violations } = (decision ?? {}) as Partial<AllocationDecision>
  if (typeof accepted !== 'boolean' || !Array.isArray(violations)) return null
  // Goes through JSON: the policy must not share objects with callers, and receipts store the decision as JSON.
  const copies = JSON.parse(JSON.stringify(violations)) as (AllocationViolation | null)[]
  return copies.every(isViolation) ? { accepted, violations: copies } : null
}

function isViolation(violation: AllocationViolation | null): violation is AllocationViolation {
  if (typeof violation?.code !== 'string' || typeof violation.message !== 'string') return false
  const { categoryIds = [], details = {} } = violation
  const isDetails = typeof details === 'object' && details !== null && !Array.isArray(details)
  // A storage writes the decision with the operation, and could fail at deeper details after it wrote the budget.
  return isListOfText(categoryIds) && isDetails && isNestedWithin(mostLevels, details)
}

const mostLevels = 64

function isListOfText(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
