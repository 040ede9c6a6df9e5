import type { AllocationViolation } from '../../errors/allocation-violation.js'
import type { Amount, AmountInput } from '../../money/amount.js'
import type { Budget } from '../../model/budget.js'
import type { MetadataInput } from '../../model/metadata.js'
import type { AllocationDecision } from '../../policy/policy.js'
import type { CallOptions, ChangeOptions, MutationOptions } from '../call-options.js'

/** A new budget. */
export interface NewBudget {
  /** A category that is not archived and has no budget in the month. */
  readonly categoryId: string
  /** `YYYY-MM`. */
  readonly month: string
  /** Zero or more. Zero means: spend nothing here. */
  readonly amount: AmountInput
  /**
   * Data of your app, at most 4 KiB as JSON.
   * @defaultValue `{}`
   */
  readonly metadata?: MetadataInput | undefined
}

/** Changes to a budget. An absent field keeps its value. The category and the month cannot be changed. */
export interface BudgetPatch {
  /** Zero or more. */
  readonly amount?: AmountInput | undefined
  /** Replaces all of the metadata. */
  readonly metadata?: MetadataInput | undefined
}

/** Which budgets to list. A budget must pass every filter. */
export interface BudgetFilter {
  /** Only budgets of this month, `YYYY-MM`. */
  readonly month?: string | undefined
  /** Only budgets of this category. */
  readonly categoryId?: string | undefined
}

/** Budgets and their sum, as of one instant. */
export interface BudgetList {
  /** The budgets, in the order of {@link BudgetsApi.list}. */
  readonly budgets: readonly Budget[]
  /** Their sum. Zero if there are none. */
  readonly total: Amount
}

/**
 * The new budget of one category in a month. What `suggestBudgets` and `planMonth` of `budgetbook/planning` give is
 * taken as it is: their `name`, `basis`, `months` and `because` are ignored.
 */
export interface Allocation {
  /** The category. */
  readonly categoryId: string
  /** Zero or more. `null` removes the budget. */
  readonly amount: AmountInput | null
}

/** What a copy does with budgets that are there already: it refuses, keeps them, or replaces them. */
export type BudgetCopyMode = 'refuse' | 'fill' | 'replace'

/** Which month to copy, and where to. */
export interface BudgetCopy {
  /** The month to copy the budgets of, `YYYY-MM`. */
  readonly from: string
  /**
   * The month that gets the copies, `YYYY-MM`, or a list of months, at most 1,200. They change in one commit, of at most
   * 20,000 budgets over all months.
   */
  readonly to: string | readonly string[]
  /**
   * What to do with a month that has budgets. `'refuse'`: throw `duplicate_budget`. `'fill'`: copy only the budgets of
   * categories that have none. `'replace'`: make its budgets those of `from`; others are removed, all of them if `from`
   * has none. Budgets of archived categories are neither copied nor replaced.
   * @defaultValue `'refuse'`
   */
  readonly mode?: BudgetCopyMode | undefined
}

/** A stored budget, and the policy's warnings. */
export interface BudgetResult {
  /** The budget. */
  readonly budget: Budget
  /** The warnings. The default policy warns if the month's total is above the limit. */
  readonly violations: readonly AllocationViolation[]
}

/** Stored budgets, and the policy's warnings. */
export interface BudgetsResult {
  /** The budgets, in the order of the request. */
  readonly budgets: readonly Budget[]
  /** The warnings. The default policy warns if the month's total is above the limit. */
  readonly violations: readonly AllocationViolation[]
}

/**
 * The budgets of a book. Every change asks the allocation policy. If the policy refuses, the call throws
 * `allocation_rejected` with the violations; if the policy itself fails, `policy_failed`. Nothing is written then.
 * The budgets of a closed month cannot be changed: `month_closed`.
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
  update(id: string, patch: BudgetPatch, options?: ChangeOptions): Promise<BudgetResult>
  /**
   * Removes a budget. The expenses of its category stay.
   * @throws `not_found`, `month_closed`, `allocation_rejected`
   */
  remove(id: string, options?: ChangeOptions): Promise<void>
  /**
   * Gets a budget by its id.
   * @throws `not_found`
   */
  get(id: string, options?: CallOptions): Promise<Budget>
  /** Lists budgets: the newest month first, and the oldest budget first within a month. */
  list(filter?: BudgetFilter, options?: CallOptions): Promise<Budget[]>
  /**
   * Lists budgets with their sum, in one read.
   * @throws `not_found` if the book does not have the category of the filter.
   */
  listWithTotal(filter?: BudgetFilter, options?: CallOptions): Promise<BudgetList>
  /**
   * Sets or removes the budgets of several categories in one commit: all or none. Other budgets stay.
   * @throws `not_found`, `category_archived` for a new budget, `month_closed`, `allocation_rejected`
   */
  allocate(
    month: string,
    allocations: readonly Allocation[],
    options?: MutationOptions,
  ): Promise<BudgetsResult>
  /**
   * Gets the decision that the policy would make on `allocate`. Nothing is written, and a refusal is not an error.
   * @throws `not_found`, `category_archived` for a new budget, `month_closed`, `policy_failed`
   */
  preview(
    month: string,
    allocations: readonly Allocation[],
    options?: CallOptions,
  ): Promise<AllocationDecision>
  /**
   * Copies the budgets of a month to other months, all or none. Budgets of archived categories are left out. The policy
   * is asked for each month; of several months, a violation names its `month`.
   * @throws `duplicate_budget` in the mode `'refuse'` if a month already has a budget; `month_closed` with all closed
   * months among `to`; `allocation_rejected`
   */
  copy(copy: BudgetCopy, options?: MutationOptions): Promise<BudgetsResult>
}
