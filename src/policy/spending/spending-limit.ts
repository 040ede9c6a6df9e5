import type { AllocationViolation } from '../../errors/allocation-violation.js'
import type { Amount, AmountInput } from '../../money/amount.js'
import { writeMinorUnits } from '../../money/minor-units.js'
import { parseMinorUnits } from '../../money/parse-amount.js'
import { requireNonnegative } from '../../money/sign.js'

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
  /** Spending and holds now. Of a single expense, zero. */
  readonly before: Amount
  /** Spending and holds if the proposal were accepted. Of a single expense, its amount. */
  readonly after: Amount
  /** `after - bound`. */
  readonly overage: Amount
  /** The largest amount that would be accepted; zero if none would. */
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
  /** Ends it: what bounds it. */
  readonly over: (bound: Amount) => string
  readonly bound: bigint
  readonly before: bigint
  readonly after: bigint
  readonly categoryIds: readonly string[]
}

/**
 * The violation if the spending is above the bound and grows. What is already above a lowered bound can still be brought
 * down.
 */
export function findSpendingViolation(
  { of, what, over, bound, before, after, categoryIds }: BoundedSpending,
  scale: number,
): SpendingLimitViolation | null {
  if (after <= bound || after <= before) return null
  const write = (units: bigint): Amount => writeMinorUnits(units, scale)
  return {
    code: 'spending_limit_exceeded',
    message: `${what} would come to ${write(after)}, ${write(after - bound)} over ${over(write(bound))}`,
    categoryIds,
    of,
    bound: write(bound),
    before: write(before),
    after: write(after),
    overage: write(after - bound),
    largestAccepted: write(bound > before ? bound - before : 0n),
  }
}
