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
import { planAllocation, requireAccepted, type MonthEdits } from './plan-allocation.js'
import { idsOf, receiptOf, violationsOf } from '../receipts.js'

/** What is asked for: what it needs to see of the book, and the edits that it comes to. */
export interface EditRequest {
  readonly scope: Scope
  /** Reads the caller's amounts first, then looks at the book; throws to refuse. */
  readonly editsOn: (view: View) => MonthEdits
}

/** The one way in which budgets change: edits to a month, asked of the policy. */
export interface BudgetEditor {
  preview(asked: EditRequest, options: CallOptions | undefined): Promise<AllocationDecision>
  commit(
    request: readonly unknown[],
    asked: EditRequest,
    options: MutationOptions | undefined,
  ): Promise<BudgetsResult>
}

/** Makes a {@link BudgetEditor}. */
export function budgetEditor(context: BookContext): BudgetEditor {
  const { policy } = context.parts
  const planner = () => ({
    policy,
    today: context.clock.today(),
    timestamp: context.clock.timestamp(),
    newId: context.newIds(),
  })
  const replay = async (receipt: Receipt): Promise<BudgetsResult> => {
    const ids = idsOf(receipt)
    const view = await context.read(() => ({ budgets: ids }), undefined)
    return { budgets: ids.map((id) => copyEntity(budgetIn(view, id))), violations: violationsOf(receipt) }
  }
  return {
    preview: async ({ scope, editsOn }, options) => {
      const planning = planner()
      const view = await context.read(() => scope, options)
      return planAllocation(view, editsOn(view), planning).decision
    },
    commit: async (request, { scope, editsOn }, options) => {
      const planning = planner()
      const decide = (view: View) => {
        const asked = editsOn(view)
        const plan = planAllocation(view, asked, planning)
        requireAccepted(plan, asked.month, policy)
        const { budgets, changes } = plan
        const { violations } = plan.decision
        const ids = budgets.map(({ id }) => id)
        return {
          result: { budgets: budgets.map(copyEntity), violations },
          changes,
          receipt: receiptOf(ids, violations),
        }
      }
      return context.commit({ request, scope: () => scope, decide, replay }, options)
    },
  }
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
