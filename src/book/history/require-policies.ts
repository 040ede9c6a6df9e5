import type { Month } from '../../calendar/month.js'
import { scaleOf } from '../../money/currency.js'
import type { Amount } from '../../money/amount.js'
import { readMinorUnits } from '../../money/minor-units.js'
import { entityIn } from '../../storage/kit/state/load-view.js'
import type { Change } from '../../storage/change.js'
import type { View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { decideAllocation, requireAccepted, type MonthEdits } from '../budgets/plan-allocation.js'
import { spendingAsker } from '../spending/spending-asker.js'

/**
 * Asks the policies about changes that undo others: throws `allocation_rejected` or `spending_rejected`. The spending
 * policy decides on what holds that come back take beyond the expenses that go. An expense that comes back was spent.
 */
export function requirePolicies(context: BookContext): (view: View, changes: readonly Change[]) => void {
  const { policy, bookId } = context.parts
  const today = context.clock.today()
  const asker = spendingAsker(context)
  return (view, changes) => {
    for (const edits of budgetEdits(view, changes)) {
      const decision = decideAllocation(view, edits, { bookId, policy, today })
      requireAccepted({ month: edits.month, decision }, policy)
    }
    const scale = scaleOf(view.settings.currency)
    const freed = freedByExpenses(view, changes, scale)
    for (const change of changes) {
      if (change.type !== 'hold' || change.op !== 'insert') continue
      const { month, categoryId, amount } = change.value
      const units = readMinorUnits(amount, scale)
      const key = cellOf(month, categoryId)
      const free = freed.get(key) ?? 0n
      freed.set(key, free > units ? free - units : 0n)
      if (units > free)
        asker.require(view, { kind: 'place', month, categoryId, amount: units, added: units - free })
    }
  }
}

function budgetEdits(view: View, changes: readonly Change[]): MonthEdits[] {
  const months = new Map<Month, Map<string, Amount | null>>()
  const edit = (month: Month, categoryId: string, amount: Amount | null) => {
    const edits = months.get(month) ?? new Map<string, Amount | null>()
    months.set(month, edits.set(categoryId, amount))
  }
  for (const change of changes) {
    if (change.type !== 'budget') continue
    const before = entityIn(view, 'budget', change.op === 'remove' ? change.id : change.value.id)
    if (before) edit(before.month, before.categoryId, null)
    if (change.op !== 'remove') edit(change.value.month, change.value.categoryId, change.value.amount)
  }
  return Array.from(months, ([month, edits]) => ({
    month,
    edits: Array.from(edits, ([categoryId, amount]) => ({ categoryId, amount })),
  }))
}

function freedByExpenses(view: View, changes: readonly Change[], scale: number): Map<string, bigint> {
  const freed = new Map<string, bigint>()
  for (const change of changes) {
    if (change.type !== 'expense' || change.op !== 'remove') continue
    const expense = view.expenses.get(change.id)
    if (!expense) continue
    const key = cellOf(expense.month, expense.categoryId)
    freed.set(key, (freed.get(key) ?? 0n) + readMinorUnits(expense.amount, scale))
  }
  return freed
}

function cellOf(month: Month, categoryId: string): string {
  return `${month}/${categoryId}`
}
