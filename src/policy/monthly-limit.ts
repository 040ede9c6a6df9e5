import type { AllocationViolation } from '../errors/allocation-violation.js'
import { guardInput, requireObject } from '../errors/invalid-input.js'
import type { Amount } from '../money/amount.js'
import { scaleOf } from '../money/currency.js'
import { readMinorUnits, writeMinorUnits } from '../money/minor-units.js'
import type { AllocationProposal, ProposedAllocation } from './policy.js'

/** The budgets of a month would add up to more than the limit. */
export interface MonthlyLimitViolation extends AllocationViolation {
  readonly code: 'monthly_limit_exceeded'
  /** The sum of the month's budgets before the change. */
  readonly existingTotal: Amount
  /** Their sum after it. */
  readonly newTotal: Amount
  /** The limit, inclusive. */
  readonly monthlyLimit: Amount
  /** `newTotal - monthlyLimit`. */
  readonly overage: Amount
  /** The largest budget that the category could have; `null` if more than one category changes. */
  readonly largestAccepted: Amount | null
}

/**
 * Tells whether a violation is one of the monthly limit, with its amounts.
 *
 * @param violation - From a decision or an `allocation_rejected` error.
 *
 * @example
 * ```ts
 * import { createMemoryAdapter, isMonthlyLimitViolation, openBudgetBook } from 'budgetbook'
 *
 * const book = await openBudgetBook({ storage: createMemoryAdapter() })
 * await book.settings.update({ currency: 'USD', monthlyLimit: 100 })
 * const { id } = await book.categories.create({ name: 'Travel' })
 * const { violations } = await book.budgets.create({ categoryId: id, month: '2026-02', amount: 120 })
 * console.log(violations.filter(isMonthlyLimitViolation)[0]?.largestAccepted) // => 100.00
 * ```
 */
export function isMonthlyLimitViolation(violation: AllocationViolation): violation is MonthlyLimitViolation {
  try {
    // An app's own policy may use the same code. It is this violation only if it has the amounts.
    const { code, existingTotal, newTotal, monthlyLimit, overage } = violation as MonthlyLimitViolation
    const amounts: unknown[] = [existingTotal, newTotal, monthlyLimit, overage]
    return code === 'monthly_limit_exceeded' && amounts.every((amount) => typeof amount === 'string')
  } catch {
    return false // null, a revoked proxy, a getter that throws: whatever a caller passes gets an answer
  }
}

/**
 * The violation of a proposal whose new total is above both the limit and the existing total. Any other proposal
 * gives `null`: a month that is already above the limit can be brought down step by step.
 */
export function findMonthlyLimitViolation(proposal: AllocationProposal): MonthlyLimitViolation | null {
  return guardInput(() => {
    requireObject(proposal, 'A proposal')
    return compareWithLimit(proposal)
  })
}

function compareWithLimit(proposal: AllocationProposal): MonthlyLimitViolation | null {
  if (proposal.monthlyLimit === null) return null
  const scale = scaleOf(proposal.currency)
  const limit = readMinorUnits(proposal.monthlyLimit, scale)
  const existingTotal = readMinorUnits(proposal.existingTotal, scale)
  const newTotal = readMinorUnits(proposal.newTotal, scale)
  if (newTotal <= limit || newTotal <= existingTotal) return null
  const changed = proposal.categories.filter(({ before, after }) => before !== after)
  const [only] = changed
  const write = (units: bigint) => writeMinorUnits(units, scale)
  return {
    code: 'monthly_limit_exceeded',
    message: `Total budgets (${write(newTotal)}) exceed your monthly limit (${write(limit)})`,
    categoryIds: changed.map(({ categoryId }) => categoryId),
    existingTotal: write(existingTotal),
    newTotal: write(newTotal),
    monthlyLimit: write(limit),
    overage: write(newTotal - limit),
    largestAccepted:
      changed.length === 1 && only ? write(largestAccepted(only, existingTotal, limit, scale)) : null,
  }
}

function largestAccepted(
  { before }: ProposedAllocation,
  existingTotal: bigint,
  limit: bigint,
  scale: number,
): bigint {
  const had = before === null ? 0n : readMinorUnits(before, scale)
  const room = limit - (existingTotal - had)
  return room > had ? room : had
}
