import type { AllocationViolation } from '../../errors/allocation-violation.js'
import { copyEntity } from '../../model/entity-copies.js'
import type { AllocationDecision } from '../../policy/policy.js'
import type { Receipt } from '../../storage/change.js'
import type { Scope, View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import type { CallOptions, ChangeOptions } from '../call-options.js'
import { budgetIn } from '../find.js'
import type { Subject } from '../if-match/precondition.js'
import { readStoredScale } from '../read-stored.js'
import { idsOf, receiptOf, violationsOf } from '../receipts.js'
import type { BudgetResult, BudgetsResult } from './api.js'
import {
  planAllocation,
  requireAccepted,
  type AllocationPlan,
  type MonthEdits,
  type PlanningContext,
} from './plan-allocation.js'

/** A request for edits: the part of the book that it needs to see, and the edits themselves. */
export interface EditRequest {
  readonly scope: Scope
  /** The budget, if it is about one that is there already. */
  readonly subject?: Subject
  /** Reads the caller's amounts first, then looks at the book. Throws to refuse. Each month comes once. */
  readonly editsOn: (view: View) => readonly MonthEdits[]
}

type CommitEdits<Result> = (
  request: readonly unknown[],
  asked: EditRequest,
  options: ChangeOptions | undefined,
) => Promise<Result>

/** Every change to a budget goes through here. The policy accepts or refuses the edits to each month. */
export interface BudgetEditor {
  /** The decision on the edits to one month. */
  readonly preview: (asked: EditRequest, options: CallOptions | undefined) => Promise<AllocationDecision>
  readonly commit: CommitEdits<BudgetsResult>
  /** Commits a single edit that does not remove its budget. */
  readonly commitOne: CommitEdits<BudgetResult>
}

/** Makes a {@link BudgetEditor}. */
export function budgetEditor(context: BookContext): BudgetEditor {
  const { policy, bookId } = context.parts
  const planner = (): PlanningContext => ({
    bookId,
    policy,
    today: context.clock.today(),
    timestamp: context.clock.timestamp(),
    newId: context.newIds(),
  })
  const plansOn = (view: View, { editsOn }: EditRequest, planning: PlanningContext): AllocationPlan[] => {
    // The caller's amounts are read in the stored currency. If that is damaged, they are not to blame.
    readStoredScale(view, bookId)
    let planned = 0
    return editsOn(view).map((edits) => {
      const first = planned
      planned += edits.edits.length
      const newId = (position: number): string => planning.newId(first + position)
      return planAllocation(view, edits, { ...planning, newId })
    })
  }
  const replay = async (receipt: Receipt, needed: number): Promise<BudgetsResult> => {
    const ids = idsOf(receipt, bookId, needed)
    const view = await context.read(() => ({ budgets: ids }), undefined)
    return { budgets: ids.map((id) => copyEntity(budgetIn(view, id))), violations: violationsOf(receipt) }
  }
  const commit = async (
    [request, asked, options]: Parameters<CommitEdits<BudgetsResult>>,
    needed: number,
  ): Promise<BudgetsResult> => {
    const planning = planner()
    const decide = (view: View) => {
      const plans = plansOn(view, asked, planning)
      for (const plan of plans) requireAccepted(plan, policy)
      const budgets = plans.flatMap((plan) => plan.budgets)
      const changes = plans.flatMap((plan) => plan.changes)
      const violations = plans.flatMap(plans.length > 1 ? violationsWithMonth : violationsOfPlan)
      const ids = budgets.map(({ id }) => id)
      return {
        result: { budgets: budgets.map(copyEntity), violations },
        changes,
        receipt: receiptOf(ids, violations),
      }
    }
    const mutation = { request, scope: () => asked.scope, subject: asked.subject, decide }
    return context.commit({ ...mutation, replay: async (receipt) => replay(receipt, needed) }, options)
  }
  return {
    preview: async (asked, options) => {
      const planning = planner()
      const view = await context.read(() => asked.scope, options)
      const [plan] = plansOn(view, asked, planning) as [AllocationPlan]
      return plan.decision
    },
    commit: async (...args) => commit(args, 0),
    commitOne: async (...args) => {
      const { budgets, violations } = await commit(args, 1)
      const [budget] = budgets as [BudgetResult['budget']]
      return { budget, violations }
    },
  }
}

function violationsOfPlan({ decision }: AllocationPlan): readonly AllocationViolation[] {
  return decision.violations
}

// Of several months, a violation must say which one it is about.
function violationsWithMonth({ decision, month }: AllocationPlan): AllocationViolation[] {
  return decision.violations.map((violation) => ({ ...violation, month }))
}
