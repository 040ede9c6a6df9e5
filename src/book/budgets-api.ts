import * as z from 'zod'
import type { AllocationViolation } from '../errors/allocation-violation.js'
import { BudgetBookError } from '../errors/budget-book-error.js'
import { invalidInput } from '../errors/invalid-input.js'
import type { Month } from '../calendar/month.js'
import type { AmountInput } from '../money/amount.js'
import type { Budget } from '../model/entities.js'
import { amountInputSchema, idSchema, metadataSchema, monthSchema } from '../model/fields.js'
import type { Metadata } from '../model/metadata.js'
import { validate } from '../model/validate.js'
import type { AllocationDecision } from '../policy/policy.js'
import type { Receipt, Scope, View } from '../storage/adapter.js'
import type { BookContext } from './book-context.js'
import type { CallOptions, MutationOptions } from './call-options.js'
import { found, monthIn } from './find.js'
import { planAllocation, readBudgetAmount, requireAccepted, type AllocationEdit } from './plan-allocation.js'
import { idsOf, receiptOf, violationsOf } from './receipts.js'

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
  readonly metadata?: Metadata | undefined
}

/** What to change in a budget; what is absent stays as it is. Its category and month cannot be changed. */
export interface BudgetPatch {
  /** Zero or more. */
  readonly amount?: AmountInput | undefined
  /** Replaces the metadata as a whole. */
  readonly metadata?: Metadata | undefined
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
 * violations, and nothing is written. A closed month is `month_closed`.
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
  /** The policy's verdict that `allocate` would meet; nothing is written, and a refusal is no error. */
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

const newBudgetSchema = z.strictObject({
  categoryId: idSchema,
  month: monthSchema,
  amount: amountInputSchema,
  metadata: metadataSchema.optional(),
})
const patchSchema = z.strictObject({
  amount: amountInputSchema.optional(),
  metadata: metadataSchema.optional(),
})
const filterSchema = z.strictObject({ month: monthSchema.optional(), categoryId: idSchema.optional() })
const copySchema = z.strictObject({ from: monthSchema, to: monthSchema })
const allocationsSchema = z.array(
  z.strictObject({ categoryId: idSchema, amount: amountInputSchema.nullable() }),
)
type CheckedAllocations = z.output<typeof allocationsSchema>

/** Makes {@link BudgetsApi}. */
export function budgetsApi(context: BookContext): BudgetsApi {
  const editor = budgetEditor(context)
  return {
    create: async (budget, options) => {
      context.requireOpen()
      const { month, ...checked } = validate(newBudgetSchema, budget)
      const { categoryId, metadata } = checked
      const edits = (view: View): AllocationEdit[] => {
        requireNoBudget(view, month, categoryId)
        return [
          {
            categoryId,
            metadata,
            amount: readBudgetAmount(checked.amount, view.settings.currency, ['amount']),
          },
        ]
      }
      const request = ['budgets.create', { month, ...checked }]
      return single(
        await editor.commit(
          request,
          () => ({ months: [month] }),
          () => month,
          edits,
          options,
        ),
      )
    },
    update: async (id, patch, options) => {
      context.requireOpen()
      const checked = validate(idSchema, id)
      const { amount, metadata } = validate(patchSchema, patch)
      const edits = (view: View): AllocationEdit[] => {
        const budget = budgetIn(view, checked)
        const next =
          amount === undefined ? budget.amount : readBudgetAmount(amount, view.settings.currency, ['amount'])
        return [{ categoryId: budget.categoryId, amount: next, metadata }]
      }
      const request = ['budgets.update', checked, { amount, metadata }]
      return single(await editor.commit(request, ...named(checked), edits, options))
    },
    remove: async (id, options) => {
      context.requireOpen()
      const checked = validate(idSchema, id)
      const edits = (view: View): AllocationEdit[] => [
        { categoryId: budgetIn(view, checked).categoryId, amount: null },
      ]
      await editor.commit(['budgets.remove', checked], ...named(checked), edits, options)
    },
    get: async (id, options) => {
      context.requireOpen()
      const checked = validate(idSchema, id)
      return budgetIn(await context.read(() => ({ budgets: [checked] }), options), checked)
    },
    list: async (filter = {}, options) => {
      context.requireOpen()
      const { month, categoryId } = validate(filterSchema, filter)
      const { months } = await context.read(
        () => ({ months: month === undefined ? 'all' : [month] }),
        options,
      )
      return [...months.values()]
        .sort((a, b) => (a.month > b.month ? -1 : 1))
        .flatMap(({ budgets }) => budgets)
        .filter((budget) => categoryId === undefined || budget.categoryId === categoryId)
    },
    allocate: async (month, allocations, options) => {
      context.requireOpen()
      const checkedMonth = validate(monthSchema, month)
      const checked = validate(allocationsSchema, allocations)
      const edits = allocationEdits(checked)
      const request = ['budgets.allocate', checkedMonth, checked]
      return editor.commit(
        request,
        () => ({ months: [checkedMonth] }),
        () => checkedMonth,
        edits,
        options,
      )
    },
    preview: async (month, allocations, options) => {
      context.requireOpen()
      const checkedMonth = validate(monthSchema, month)
      const edits = allocationEdits(validate(allocationsSchema, allocations))
      return editor.preview(checkedMonth, edits, options)
    },
    copy: async (copy, options) => {
      context.requireOpen()
      const { from, to } = validate(copySchema, copy)
      const edits = (view: View): AllocationEdit[] => {
        const [existing] = monthIn(view, to).budgets
        if (existing) throw duplicateBudget(existing)
        const active = new Set(view.categories.filter(({ archived }) => !archived).map(({ id }) => id))
        return monthIn(view, from).budgets.filter(({ categoryId }) => active.has(categoryId))
      }
      return editor.commit(
        ['budgets.copy', { from, to }],
        () => ({ months: [from, to] }),
        () => to,
        edits,
        options,
      )
    },
  }
}

type Edits = (view: View) => readonly AllocationEdit[]

/** The one way in which budgets change: edits to a month, asked of the policy. */
function budgetEditor(context: BookContext) {
  const { policy } = context.parts
  const planner = () => ({
    policy,
    today: context.today(),
    timestamp: context.timestamp(),
    newId: context.newIds(),
  })
  const replay = async (receipt: Receipt): Promise<BudgetsResult> => {
    const ids = idsOf(receipt)
    const view = await context.read(() => ({ budgets: ids }), undefined)
    return { budgets: ids.map((id) => budgetIn(view, id)), violations: violationsOf(receipt) }
  }
  return {
    preview: async (
      month: Month,
      edits: Edits,
      options: CallOptions | undefined,
    ): Promise<AllocationDecision> => {
      const planning = planner()
      const view = await context.read(() => ({ months: [month] }), options)
      return planAllocation(view, month, edits(view), planning).decision
    },
    commit: async (
      request: readonly unknown[],
      scope: () => Scope,
      monthFrom: (view: View) => Month,
      edits: Edits,
      options: MutationOptions | undefined,
    ): Promise<BudgetsResult> => {
      const planning = planner()
      const decide = (view: View) => {
        const month = monthFrom(view)
        const plan = planAllocation(view, month, edits(view), planning)
        requireAccepted(plan, month, policy)
        const { budgets, changes } = plan
        const { violations } = plan.decision
        const receipt = receiptOf(
          budgets.map(({ id }) => id),
          violations,
        )
        return { result: { budgets, violations }, changes, receipt }
      }
      return context.commit({ request, scope, decide, replay }, options)
    },
  }
}

// The scope of a budget known by its id, and the month that it turns out to be of.
function named(id: string): [scope: () => Scope, monthFrom: (view: View) => Month] {
  return [() => ({ budgets: [id] }), (view) => budgetIn(view, id).month]
}

function budgetIn(view: View, id: string): Budget {
  return found(view.budgets.get(id), 'budget', id)
}

function single({ budgets, violations }: BudgetsResult): BudgetResult {
  // One edit that removes nothing gives one budget.
  return { budget: budgets[0] as Budget, violations }
}

function duplicateBudget({ id, categoryId, month }: Budget): BudgetBookError<'duplicate_budget'> {
  return new BudgetBookError('duplicate_budget', `The category has a budget in ${month} already`, {
    month,
    categoryId,
    budgetId: id,
  })
}

function requireNoBudget(view: View, month: Month, categoryId: string): void {
  const existing = monthIn(view, month).budgets.find((budget) => budget.categoryId === categoryId)
  if (existing) throw duplicateBudget(existing)
}

function allocationEdits(allocations: CheckedAllocations): Edits {
  const seen = new Set<string>()
  for (const [position, { categoryId }] of allocations.entries()) {
    if (seen.has(categoryId)) {
      throw invalidInput('duplicate', 'A category can be named once', [position, 'categoryId'], {
        categoryId,
      })
    }
    seen.add(categoryId)
  }
  return ({ settings }) =>
    allocations.map(({ categoryId, amount }, position) => ({
      categoryId,
      amount: amount === null ? null : readBudgetAmount(amount, settings.currency, [position, 'amount']),
    }))
}
