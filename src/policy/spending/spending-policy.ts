import type { CivilDate } from '../../calendar/civil-date.js'
import type { Month } from '../../calendar/month.js'
import type { Amount } from '../../money/amount.js'
import type { CurrencyCode } from '../../money/currency.js'
import type { AllocationDecision } from '../policy.js'

/** A category in a {@link SpendingProposal}. */
export interface ProposedSpending {
  /** The category. */
  readonly categoryId: string
  /** Its name. */
  readonly name: string
  /** Its budget in the month, or `null` if it has none. Money that is carried from other months is not included. */
  readonly budget: Amount | null
  /** What was spent in the month, net of refunds. */
  readonly spent: Amount
  /** What is on hold in the month. */
  readonly held: Amount
  /** `spent + held` now. */
  readonly before: Amount
  /** `spent + held` if the proposal is accepted. */
  readonly after: Amount
}

/** Money that is about to be set aside or spent, as a policy sees it. */
export interface SpendingProposal {
  /**
   * `'place'` for a new hold, `'spend'` for an expense, `'commit'` for what an expense takes beyond its hold. What a
   * hold set aside is never asked for again.
   */
  readonly kind: 'place' | 'spend' | 'commit'
  /** The month of the spending. */
  readonly month: Month
  /** Today's date in the book's time zone. */
  readonly today: CivilDate
  /** The currency of all amounts. */
  readonly currency: CurrencyCode
  /** The monthly limit in force, inclusive; `null` without a limit. */
  readonly monthlyLimit: Amount | null
  /** The whole hold or expense; below zero for a refund. The new part of it is `totalAfter - totalBefore`. */
  readonly amount: Amount
  /** Its category. */
  readonly categoryId: string
  /**
   * All categories of the book, including archived ones. Only the category of the spending has an `after` that differs
   * from `before`.
   */
  readonly categories: readonly ProposedSpending[]
  /** The sum of all `before`. */
  readonly totalBefore: Amount
  /** The sum of all `after`. */
  readonly totalAfter: Amount
  /** The sum of the month's budgets. */
  readonly totalBudget: Amount
}

/**
 * Decides whether money may be set aside or spent. It is asked by `holds.place`, `expenses.spend`, by `holds.commit` for
 * what goes beyond the hold, and by `history.undo` for what comes back. It is never asked by `record`, `recordMany`, `update` or an import:
 * what is spent is spent. It must be pure and synchronous: it runs inside the commit, on a fresh and consistent view,
 * and may run more than once. If it throws or returns a Promise, the call fails with `policy_failed`.
 *
 * @example
 * ```ts
 * import { createMemoryAdapter, isBudgetBookError, openBudgetBook, type SpendingPolicy } from 'budgetbook'
 *
 * const noSecondHold: SpendingPolicy = {
 *   name: 'one-hold',
 *   needsIsolation: true,
 *   decide: ({ kind, categoryId, categories }) => {
 *     const held = categories.find((category) => category.categoryId === categoryId)?.held
 *     const isFree = kind !== 'place' || Number(held) === 0
 *     const violation = { code: 'held_already', message: 'There is a hold already', categoryIds: [categoryId] }
 *     return { accepted: isFree, violations: isFree ? [] : [violation] }
 *   },
 * }
 * const book = await openBudgetBook({ storage: createMemoryAdapter(), spendingPolicy: noSecondHold })
 * const { id: categoryId } = await book.categories.create({ name: 'Travel' })
 * await book.holds.place({ categoryId, amount: '100' })
 * const refusal: unknown = await book.holds.place({ categoryId, amount: '50' }).catch((error: unknown) => error)
 * console.log(isBudgetBookError(refusal, 'spending_rejected')) // => true
 * ```
 */
export interface SpendingPolicy {
  /** For error messages. */
  readonly name: string
  /**
   * Whether two writers at once could break the policy's rule. Such a policy runs only on a storage adapter that
   * serializes everyone who can reach the data.
   */
  readonly needsIsolation: boolean
  /** Decides about one proposal. */
  decide(proposal: SpendingProposal): AllocationDecision
}
