import { found, monthIn } from '../find.js'
import { copyEntity } from '../../model/entity-copies.js'
import { BudgetBookError } from '../../errors/error.js'
import type { Month } from '../../calendar/month.js'
import type { Budget } from '../../model/budget.js'
import type { AllocationDecision } from '../../policy/policy.js'
import type { Receipt } from '../../storage/change.js'
import type { Scope, View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import type { BudgetsResult } from './api.js'
import type { CallOptions, MutationOptions } from '../call-options.js'
import { planAllocation, requireAccepted, type AllocationEdit } from './plan-allocation.js'
import { idsOf, receiptOf, violationsOf } from '../receipts.js'

/** Works out the edits on the view of the transaction; throws to refuse. */
export type Edits = (view: View) => readonly AllocationEdit[]

/** Which month is edited: what has to be seen of the book, and the month that it turns out to be. */
export interface EditedMonth {
  readonly scope: () => Scope
  readonly monthFrom: (view: View) => Month
}

/** The one way in which budgets change: edits to a month, asked of the policy. */
export interface BudgetEditor {
  preview(month: Month, edits: Edits, options: CallOptions | undefined): Promise<AllocationDecision>
  commit(
    request: readonly unknown[],
    edited: EditedMonth,
    edits: Edits,
    options: MutationOptions | undefined,
  ): Promise<BudgetsResult>
}

/** Makes a {@link BudgetEditor}. */
export function budgetEditor(context: BookContext): BudgetEditor {
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
    return { budgets: ids.map((id) => copyEntity(budgetIn(view, id))), violations: violationsOf(receipt) }
  }
  return {
    preview: async (month, edits, options) => {
      const planning = planner()
      const view = await context.read(() => ({ months: [month] }), options)
      return planAllocation(view, month, edits(view), planning).decision
    },
    commit: async (request, { scope, monthFrom }, edits, options) => {
      const planning = planner()
      const decide = (view: View) => {
        const month = monthFrom(view)
        const plan = planAllocation(view, month, edits(view), planning)
        requireAccepted(plan, month, policy)
        const { budgets, changes } = plan
        const { violations } = plan.decision
        const ids = budgets.map(({ id }) => id)
        return {
          result: { budgets: budgets.map(copyEntity), violations },
          changes,
          receipt: receiptOf(ids, violations),
        }
      }
      return context.commit({ request, scope, decide, replay }, options)
    },
  }
}

/** A month that the caller named; others may have to be seen too. */
export function thisMonth(month: Month, others: readonly Month[] = []): EditedMonth {
  return { scope: () => ({ months: [month, ...others] }), monthFrom: () => month }
}

/** The month of a budget that the caller named. */
export function monthOfBudget(id: string): EditedMonth {
  return { scope: () => ({ budgets: [id] }), monthFrom: (view) => budgetIn(view, id).month }
}

/** A budget of the view by its id, or `not_found`. */
export function budgetIn(view: View, id: string): Budget {
  return found(view.budgets.get(id), 'budget', id)
}

/** Refuses where a budget of the month stands in the way: any, or that of one category. */
export function requireNoBudget(view: View, month: Month, only?: string): void {
  const { budgets } = monthIn(view, month)
  const existing = budgets.find(({ categoryId }) => only === undefined || categoryId === only)
  if (!existing) return
  const { id: budgetId, categoryId } = existing
  throw new BudgetBookError(
    'duplicate_budget',
    `There already is a budget in ${month}. Change it with budgets.update or budgets.allocate`,
    {
      month,
      categoryId,
      budgetId,
    },
  )
}
