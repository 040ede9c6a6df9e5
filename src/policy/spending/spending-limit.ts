import type { AllocationViolation } from '../../errors/allocation-violation.js'
import type { Amount, AmountInput } from '../../money/amount.js'
import { readMinorUnits, writeMinorUnits } from '../../money/minor-units.js'
import { parseMinorUnits } from '../../money/parse-amount.js'
import { requireNonnegative } from '../../money/sign.js'
import { invalidInput, requireObject } from '../../errors/invalid-input.js'
import type { SpendingProposal } from './spending-policy.js'

/** What a {@link SpendingLimitViolation} is measured against. */
export type SpendingBound = 'category' | 'month' | 'limit' | 'expense' | 'ceiling'

/** Spending and holds would come to more than a bound. */
export interface SpendingLimitViolation extends AllocationViolation {
  readonly code: 'spending_limit_exceeded'
  /**
   * Which bound it is: the budget of the category, all budgets of the month, the monthly limit, the largest single
   * expense, or a ceiling.
   */
  readonly of: SpendingBound
  /** The bound, inclusive. It is zero for a category without a budget. */
  readonly bound: Amount
  /** Spending and holds now; zero for a single expense. */
  readonly before: Amount
  /** Spending and holds if the proposal were accepted; for a single expense, its amount. */
  readonly after: Amount
  /** `after - bound`. */
  readonly overage: Amount
  /**
   * The largest amount of the hold or the expense that this bound would accept; zero if it would accept no amount. For
   * a commit, it includes what the hold set aside.
   */
  readonly largestAccepted: Amount
}

/**
 * Tells whether a violation is one of a limit of spending, with its amounts.
 *
 * @param violation - From a decision or a `spending_rejected` error.
 *
 * @example
 * ```ts
 * import { createMemoryAdapter, isSpendingLimitViolation, openBudgetBook, warnSpending } from 'budgetbook'
 *
 * const book = await openBudgetBook({ storage: createMemoryAdapter(), spendingPolicy: warnSpending() })
 * const { id: categoryId } = await book.categories.create({ name: 'Travel' })
 * await book.budgets.create({ categoryId, month: '2026-02', amount: '100' })
 * const { violations } = await book.holds.place({ categoryId, amount: '120', date: '2026-02-14' })
 * console.log(violations.filter(isSpendingLimitViolation)[0]?.largestAccepted) // => 100.00
 * ```
 */
export function isSpendingLimitViolation(
  violation: AllocationViolation,
): violation is SpendingLimitViolation {
  try {
    // An app's own policy may use the same code. It is this violation only if it has the amounts.
    const { code, of, bound, before, after, overage, largestAccepted } = violation as SpendingLimitViolation
    const texts: unknown[] = [of, bound, before, after, overage, largestAccepted]
    return code === 'spending_limit_exceeded' && texts.every((text) => typeof text === 'string')
  } catch {
    return false // null, a revoked proxy, a getter that throws: whatever a caller passes gets an answer
  }
}

// No currency has more decimals.
const largestScale = 4

/** Checks the amount of a bound before the currency is known. */
export function requireBound(amount: AmountInput): void {
  requireNonnegative(parseMinorUnits(amount, largestScale), 'A bound')
}

/** A bound, and the spending and holds that it is about, in minor units. */
export interface BoundedSpending {
  readonly of: SpendingBound
  /** Begins the message: what is bounded. */
  readonly what: string
  /** Ends it: by how much, and what bounds it. */
  readonly excess: (overage: Amount, bound: Amount) => string
  readonly bound: bigint
  readonly before: bigint
  readonly after: bigint
  /** What was set aside for it already: it is in `before`, and accepted. */
  readonly held: bigint
  readonly categoryIds: readonly string[]
}

/** What was set aside already of the amount that a policy is asked about, in minor units. */
export function heldOf({ amount, totalBefore, totalAfter }: SpendingProposal, scale: number): bigint {
  const added = readMinorUnits(totalAfter, scale) - readMinorUnits(totalBefore, scale)
  return readMinorUnits(amount, scale) - added
}

/** Checks what a policy of this kind is asked about. Plain JavaScript may pass the policy for another kind. */
export function requireSpendingProposal(proposal: SpendingProposal): void {
  requireObject(proposal, 'A proposal')
  if (typeof proposal.totalAfter === 'string') return
  throw invalidInput('invalid_type', 'This policy decides on spending. Pass it as the spendingPolicy')
}

/**
 * The violation if the spending is above the bound and grows. What is already above a lowered bound can still be brought
 * down.
 */
export function findSpendingViolation(
  { of, what, excess, bound, before, after, held, categoryIds }: BoundedSpending,
  scale: number,
): SpendingLimitViolation | null {
  if (after <= bound || after <= before) return null
  const write = (units: bigint): Amount => writeMinorUnits(units, scale)
  return {
    code: 'spending_limit_exceeded',
    message: `${what} would come to ${write(after)}, ${excess(write(after - bound), write(bound))}`,
    categoryIds,
    of,
    bound: write(bound),
    before: write(before),
    after: write(after),
    overage: write(after - bound),
    largestAccepted: write((bound > before ? bound - before : 0n) + held),
  }
}
