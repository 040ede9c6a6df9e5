import type { AllocationViolation } from '../../errors/allocation-violation.js'
import type { AmountInput } from '../../money/amount.js'
import type { Budget } from '../../model/budget.js'
import type { MetadataInput } from '../../model/metadata.js'
import type { AllocationDecision } from '../../policy/policy.js'
import type { CallOptions, MutationOptions } from '../call-options.js'

/** A budget to be created. */
export interface NewBudget {
  /** A category that is not archived and has no budget in the month. */
  readonly categoryId: string
  /** `YYYY-MM`. */
  readonly month: string
  /** Zero or more; zero means: spend nothing here. */
  readonly amount: AmountInput
  /**
   * The app's own, at most 4 KiB as JSON.
   * @defaultValue `{}`
   */
  readonly metadata?: MetadataInput | undefined
}

/** What to change in a budget; what is absent stays as it is. Its category and month cannot be changed. */
export interface BudgetPatch {
  /** Zero or more. */
  readonly amount?: AmountInput | undefined
  /** Replaces the metadata as a whole. */
  readonly metadata?: MetadataInput | undefined
}

/** Which budgets to list; filters intersect. */
export interface BudgetFilter {
  /** Only this month's, `YYYY-MM`. */
  readonly month?: string | undefined
  /** Only this category's. */
  readonly categoryId?: string | undefined
}

/** What one category shall have in a month. */
export interface Allocation {
  /** The category. */
  readonly categoryId: string
  /** Zero or more; `null` removes the budget. */
  readonly amount: AmountInput | null
}

/** A month to plan from another. */
export interface BudgetCopy {
  /** The month whose budgets are copied, `YYYY-MM`. */
  readonly from: string
  /** The month that gets them, `YYYY-MM`; it must have none. */
  readonly to: string
}

/** A budget that was stored, and what the policy found wrong with it all the same. */
export interface BudgetResult {
  /** The budget. */
  readonly budget: Budget
  /** Warnings; under the default policy, that the month's total is above the limit. */
  readonly violations: readonly AllocationViolation[]
}

/** Budgets that were stored, and what the policy found wrong with them all the same. */
export interface BudgetsResult {
  /** The budgets, in the order of the request. */
  readonly budgets: readonly Budget[]
  /** Warnings; under the default policy, that the month's total is above the limit. */
  readonly violations: readonly AllocationViolation[]
}

/**
 * The budgets of a book. Whatever changes one asks the allocation policy: a refusal is `allocation_rejected` with its
 * violations, and nothing is written; so it is where the policy fails, `policy_failed`. A closed month is `month_closed`.
 */
export interface BudgetsApi {
  /**
   * Creates a budget.
   * @throws `not_found`, `category_archived`, `duplicate_budget`, `month_closed`, `allocation_rejected`
   */
  create(budget: NewBudget, options?: MutationOptions): Promise<BudgetResult>
  /**
   * Changes a budget's amount or metadata.
   * @throws `not_found`, `month_closed`, `allocation_rejected`
   */
  update(id: string, patch: BudgetPatch, options?: MutationOptions): Promise<BudgetResult>
  /**
   * Removes a budget; the category's expenses stay.
   * @throws `not_found`, `month_closed`, `allocation_rejected`
   */
  remove(id: string, options?: MutationOptions): Promise<void>
  /**
   * A budget by id.
   * @throws `not_found`
   */
  get(id: string, options?: CallOptions): Promise<Budget>
  /** Lists budgets: newest month first, within a month in the order in which they were created. */
  list(filter?: BudgetFilter, options?: CallOptions): Promise<Budget[]>
  /**
   * Sets, or removes, the budgets of several categories in one commit: all or none; others are untouched.
   * @throws `not_found`, `category_archived` for a new budget, `month_closed`, `allocation_rejected`
   */
  allocate(
    month: string,
    allocations: readonly Allocation[],
    options?: MutationOptions,
  ): Promise<BudgetsResult>
  /**
   * The policy's verdict that `allocate` would meet; nothing is written, and a refusal is no error.
   * @throws `not_found`, `category_archived` for a new budget, `month_closed`, `policy_failed`
   */
  preview(
    month: string,
    allocations: readonly Allocation[],
    options?: CallOptions,
  ): Promise<AllocationDecision>
  /**
   * Plans a month from another: gives it the same budgets, but for those of archived categories.
   * @throws `duplicate_budget` where the month has one already, `month_closed`, `allocation_rejected`
   */
  copy(copy: BudgetCopy, options?: MutationOptions): Promise<BudgetsResult>
}
