import type { AllocationViolation } from '../errors/allocation-violation.js'
import type { CivilDate } from '../calendar/civil-date.js'
import type { Month } from '../calendar/month.js'
import type { Amount } from '../money/amount.js'
import type { CurrencyCode } from '../money/currency.js'

/** The budget of a category before and after a proposal. */
export interface ProposedAllocation {
  /** The category. */
  readonly categoryId: string
  /** Its name. */
  readonly name: string
  /** Its budget now, or `null` if it has none. */
  readonly before: Amount | null
  /** Its budget if the proposal is accepted, or `null` if it will have none. */
  readonly after: Amount | null
  /** What was spent in the category in the month so far, net of refunds. */
  readonly spent: Amount
}

/** A change to the budgets of one month, as a policy sees it. */
export interface AllocationProposal {
  /** The month whose budgets change. */
  readonly month: Month
  /** Today's date in the book's time zone. */
  readonly today: CivilDate
  /** The currency of all amounts. */
  readonly currency: CurrencyCode
  /** The monthly limit in force, inclusive; `null` without a limit. */
  readonly monthlyLimit: Amount | null
  /** The sum of the month's budgets now. */
  readonly existingTotal: Amount
  /** Their sum if the proposal is accepted. */
  readonly newTotal: Amount
  /** All categories of the book, whether they change or not, including archived ones. */
  readonly categories: readonly ProposedAllocation[]
}

/** A policy's answer to a proposal. */
export interface AllocationDecision {
  /** Whether the change may be made. */
  readonly accepted: boolean
  /** What is wrong with the change. An accepted change may have violations too, as warnings. */
  readonly violations: readonly AllocationViolation[]
}

/**
 * Decides whether the budgets of a month may change. It must be pure and synchronous: it runs inside the commit, on a
 * fresh and consistent view, and may run more than once. If it throws or returns a Promise, the call fails with
 * `policy_failed`.
 *
 * @example
 * ```ts
 * import { createMemoryAdapter, openBudgetBook, type AllocationPolicy } from 'budgetbook'
 *
 * const evenAmounts: AllocationPolicy = {
 *   name: 'even-amounts',
 *   needsIsolation: false,
 *   decide: ({ categories }) => {
 *     const odd = categories.filter(({ after }) => after !== null && !after.endsWith('0.00'))
 *     const violations = odd.map(({ name, categoryId }) => ({
 *       code: 'not_even',
 *       message: `${name} is not a multiple of ten`,
 *       categoryIds: [categoryId],
 *     }))
 *     return { accepted: violations.length === 0, violations }
 *   },
 * }
 * const book = await openBudgetBook({ storage: createMemoryAdapter(), allocationPolicy: evenAmounts })
 * const { id } = await book.categories.create({ name: 'Travel' })
 * const { accepted, violations } = await book.budgets.preview('2026-02', [{ categoryId: id, amount: '15.00' }])
 * console.log(accepted, violations[0]?.message) // => false Travel is not a multiple of ten
 * ```
 */
export interface AllocationPolicy {
  /** For error messages. */
  readonly name: string
  /**
   * Whether two writers at once could break the policy's rule. Such a policy runs only on a storage adapter that
   * serializes everyone who can reach the data.
   */
  readonly needsIsolation: boolean
  /** Decides about one proposal. */
  decide(proposal: AllocationProposal): AllocationDecision
}
