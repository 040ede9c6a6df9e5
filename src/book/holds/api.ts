import type { AllocationViolation } from '../../errors/allocation-violation.js'
import type { AmountInput } from '../../money/amount.js'
import type { Hold } from '../../model/hold.js'
import type { MetadataInput } from '../../model/metadata.js'
import type { CallOptions, ChangeOptions, MutationOptions } from '../call-options.js'
import type { SpendResult } from '../expenses/api.js'

/** A new hold. */
export interface NewHold {
  /** A category that is not archived. It does not need a budget, unless the spending policy asks for one. */
  readonly categoryId: string
  /** In the book's currency. Above zero. */
  readonly amount: AmountInput
  /**
   * The day that it counts for, `YYYY-MM-DD`.
   * @defaultValue today, in the book's time zone
   */
  readonly date?: string | undefined
  /**
   * From this instant on it does not count: `YYYY-MM-DDThh:mm:ss.sssZ`, in the future.
   * @defaultValue `null`: it never expires
   */
  readonly expiresAt?: string | null | undefined
  /**
   * Up to 500 characters.
   * @defaultValue `''`
   */
  readonly description?: string | undefined
  /**
   * Data of your app, at most 4 KiB as JSON.
   * @defaultValue `{}`
   */
  readonly metadata?: MetadataInput | undefined
}

/** What {@link HoldsApi.place} gives. */
export interface HoldResult {
  /** The hold. */
  readonly hold: Hold
  /** What the spending policy finds wrong, although it accepted. */
  readonly violations: readonly AllocationViolation[]
}

/** How the expense of a commit differs from its hold. */
export interface HoldCommit {
  /**
   * What was spent in the end, in the book's currency. Above zero. If it is less than the hold, the rest is given back.
   * If it is more, the spending policy decides on the excess.
   * @defaultValue the amount of the hold
   */
  readonly amount?: AmountInput | undefined
  /**
   * The day of the expense, `YYYY-MM-DD`. It may be in another month than the hold.
   * @defaultValue the date of the hold
   */
  readonly date?: string | undefined
  /**
   * Up to 500 characters.
   * @defaultValue the one of the hold
   */
  readonly description?: string | undefined
  /**
   * Data of your app, at most 4 KiB as JSON.
   * @defaultValue the one of the hold
   */
  readonly metadata?: MetadataInput | undefined
}

/** Which holds to list. A hold must pass every filter. */
export interface HoldFilter {
  /** Only holds of this month, `YYYY-MM`, by the book's start day. */
  readonly month?: string | undefined
  /** Only holds of this category. */
  readonly categoryId?: string | undefined
}

/**
 * The holds of a book: money that is set aside before it is spent. A hold is not an expense: `spent`, `remaining` and
 * statuses do not count it, and reports show it as `held`. It is open until it is committed, released, or expires.
 */
export interface HoldsApi {
  /**
   * Sets money aside, if the spending policy accepts it.
   * @throws `spending_rejected`, `not_found`, `category_archived`, `month_closed`, `too_many_holds` for more than 10,000
   * open holds in a month
   *
   * @example
   * ```ts
   * import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
   *
   * const book = await openBudgetBook({ storage: createMemoryAdapter() })
   * const { id: categoryId } = await book.categories.create({ name: 'Travel' })
   * await book.budgets.create({ categoryId, month: '2026-02', amount: '500' })
   * const { hold } = await book.holds.place({ categoryId, amount: '120', date: '2026-02-14', description: 'Hotel' })
   * const { held, free } = (await book.utilization('2026-02')).summary
   * console.log(held, free) // => 120.00 380.00
   * const { expense } = await book.holds.commit(hold.id, { amount: '118.50' })
   * console.log(expense.amount, await book.holds.list()) // => 118.50 []
   * ```
   */
  place(hold: NewHold, options?: MutationOptions): Promise<HoldResult>
  /**
   * Turns an open hold into an expense, in one commit. Up to the amount of the hold, the expense is never refused, not
   * even if limits were lowered since. The policy decides only on the excess. The category may be archived.
   * @throws `not_found`, `hold_expired`, `spending_rejected`, `month_closed`
   */
  commit(id: string, commit?: HoldCommit, options?: ChangeOptions): Promise<SpendResult>
  /**
   * Gives an open or expired hold back.
   * @throws `not_found`
   */
  release(id: string, options?: ChangeOptions): Promise<void>
  /**
   * Gets an open hold by its id.
   * @throws `not_found`, also for a hold that was committed or released, or has expired
   */
  get(id: string, options?: CallOptions): Promise<Hold>
  /** Lists open holds: the one that was placed first comes first. */
  list(filter?: HoldFilter, options?: CallOptions): Promise<Hold[]>
}
