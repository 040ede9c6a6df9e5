import { BudgetBookError } from '../../errors/error.js'
import type { CivilDate } from '../../calendar/civil-date.js'
import type { Month } from '../../calendar/month.js'
import type { Amount } from '../../money/amount.js'
import { readMinorUnits, writeMinorUnits } from '../../money/minor-units.js'
import type { Budget } from '../../model/budget.js'
import type { Metadata } from '../../model/metadata.js'
import { askPolicy } from '../../policy/ask-policy.js'
import type { AllocationDecision, AllocationPolicy, AllocationProposal } from '../../policy/policy.js'
import type { Change } from '../../storage/change.js'
import type { View } from '../../storage/view.js'
import { isSame } from '../../lib/canonical-json.js'
import { findActiveCategory, findCategory, monthIn, openMonthIn } from '../find.js'
import { readStoredMonth, type StoredMonth } from '../read-stored.js'

/** The new budget of a category in a month. */
interface AllocationEdit {
  readonly categoryId: string
  /** `null` removes the budget. */
  readonly amount: Amount | null
  /** Replaces all of the metadata; absent, the metadata stays. */
  readonly metadata?: Metadata | undefined
}

/** Edits to the budgets of one month. */
export interface MonthEdits {
  readonly month: Month
  readonly edits: readonly AllocationEdit[]
}

/** Everything but the view that a plan depends on. */
export interface PlanningContext {
  readonly bookId: string
  readonly policy: AllocationPolicy
  readonly today: CivilDate
  readonly timestamp: string
  readonly newId: (position: number) => string
}

/** The changes that edits come to, and the policy's decision. */
export interface AllocationPlan {
  readonly month: Month
  readonly decision: AllocationDecision
  readonly changes: readonly Change[]
  /** The budgets after the edits, in the order of the edits. Removed budgets are left out. */
  readonly budgets: readonly Budget[]
}

/**
 * Works out the changes that edits to one month's budgets come to, and asks the policy. Commits and previews both use
 * it. A category has one edit at most.
 */
export function planAllocation(
  view: View,
  { month, edits }: MonthEdits,
  context: PlanningContext,
): AllocationPlan {
  const state = openMonthIn(view, month)
  // Before anything else is looked at: a damaged month must not lead to a verdict on the edits.
  const stored = readStoredMonth(view, state, context.bookId)
  const changes: Change[] = []
  const budgets: Budget[] = []
  for (const [position, edit] of edits.entries()) {
    const existing = state.budgets.find(({ categoryId }) => categoryId === edit.categoryId)
    const budget = editedBudget(view, month, edit, existing, () => context.newId(position), context.timestamp)
    if (budget) budgets.push(budget)
    if (budget && budget !== existing)
      changes.push({ op: existing ? 'put' : 'insert', type: 'budget', value: budget })
    if (!budget && existing) changes.push({ op: 'remove', type: 'budget', id: existing.id })
  }
  const decision = askPolicy(context.policy, propose(stored, edits, context.today))
  return { month, decision, changes, budgets }
}

/** The policy's decision on edits to one month's budgets. */
export function decideAllocation(
  view: View,
  { month, edits }: MonthEdits,
  { bookId, policy, today }: Pick<PlanningContext, 'bookId' | 'policy' | 'today'>,
): AllocationDecision {
  const stored = readStoredMonth(view, monthIn(view, month), bookId)
  return askPolicy(policy, propose(stored, edits, today))
}

/** Throws `allocation_rejected` unless the policy accepted the plan. */
export function requireAccepted(
  { month, decision }: Pick<AllocationPlan, 'month' | 'decision'>,
  policy: AllocationPolicy,
): void {
  if (decision.accepted) return
  const [first] = decision.violations
  throw new BudgetBookError(
    'allocation_rejected',
    first?.message ?? `The policy ${policy.name} refused the change`,
    {
      policy: policy.name,
      month,
      violations: decision.violations,
    },
  )
}

// The budget after an edit: the existing object itself if nothing changes, `null` if it is removed.
function editedBudget(
  view: View,
  month: Month,
  { categoryId, amount, metadata }: AllocationEdit,
  existing: Budget | undefined,
  newId: () => string,
  timestamp: string,
): Budget | null {
  findCategory(view, categoryId)
  if (amount === null) return null
  if (existing) {
    const edited = { ...existing, amount, metadata: metadata ?? existing.metadata }
    return isSame(edited, existing) ? existing : { ...edited, updatedAt: timestamp }
  }
  findActiveCategory(view, categoryId)
  return {
    id: newId(),
    categoryId,
    month,
    amount,
    metadata: metadata ?? {},
    createdAt: timestamp,
    updatedAt: timestamp,
  }
}

function propose(
  { month, currency, scale, limit, entries }: StoredMonth,
  edits: readonly AllocationEdit[],
  today: CivilDate,
): AllocationProposal {
  const edited = new Map(edits.map(({ categoryId, amount }) => [categoryId, amount]))
  const before = entries.map(({ budget }) => budget)
  const after = entries.map(({ categoryId, budget }) => {
    const amount = edited.get(categoryId)
    return typeof amount === 'string' ? readMinorUnits(amount, scale) : amount === null ? null : budget
  })
  const write = (units: bigint): Amount => writeMinorUnits(units, scale)
  const writeBudget = (units: bigint | null | undefined): Amount | null =>
    units == null ? null : write(units)
  const total = (budgets: readonly (bigint | null)[]): Amount =>
    write(budgets.reduce<bigint>((sum, budget) => sum + (budget ?? 0n), 0n))
  return {
    month,
    today,
    currency,
    monthlyLimit: writeBudget(limit),
    existingTotal: total(before),
    newTotal: total(after),
    categories: entries.map(({ categoryId, name, spent }, position) => ({
      categoryId,
      name,
      before: writeBudget(before[position]),
      after: writeBudget(after[position]),
      spent: write(spent),
    })),
  }
}
