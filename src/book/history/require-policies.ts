import type { Month } from '../../calendar/month.js'
import { scaleOf } from '../../money/currency.js'
import type { Amount } from '../../money/amount.js'
import { readMinorUnits } from '../../money/minor-units.js'
import { entityIn } from '../../storage/kit/state/load-view.js'
import type { Change } from '../../storage/change.js'
import type { View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { decideAllocation, requireAccepted, type MonthEdits } from '../budgets/plan-allocation.js'
import { spendingAsker, type SpendingAsker } from '../spending/spending-asker.js'

/**
 * Asks the policies about the changes of an undo; throws `allocation_rejected` or `spending_rejected`. The spending
 * policy decides on holds and expenses that come back, as far as they are more than what the same undo removes.
 * Otherwise money that was given back could be spent twice.
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
    requireSpending(view, changes, asker)
  }
}

/** What counts in each month in addition to what is stored: minor units by category. */
type Besides = Map<Month, Map<string, bigint>>

function requireSpending(view: View, changes: readonly Change[], asker: SpendingAsker): void {
  const scale = scaleOf(view.settings.currency)
  const freed = freedBy(view, changes, scale)
  const besides: Besides = new Map()
  for (const change of changes) {
    if ((change.type !== 'hold' && change.type !== 'expense') || change.op !== 'insert') continue
    const { month, categoryId } = change.value
    const amount = readMinorUnits(change.value.amount, scale)
    const own = amountsIn(freed, month)
    const free = own.get(categoryId) ?? 0n
    const added = amount - (free < amount ? free : amount)
    own.set(categoryId, free < amount ? 0n : free - amount)
    // A refund that comes back lowers spending.
    if (added <= 0n) continue
    const others = amountsIn(besides, month)
    const kind = change.type === 'hold' ? 'place' : free > 0n ? 'commit' : 'spend'
    asker.require(view, { kind, month, categoryId, amount, added, besides: others })
    others.set(categoryId, (others.get(categoryId) ?? 0n) + added)
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

// What the undo removes makes room for what it brings back.
function freedBy(view: View, changes: readonly Change[], scale: number): Besides {
  const freed: Besides = new Map()
  for (const change of changes) {
    if ((change.type !== 'hold' && change.type !== 'expense') || change.op !== 'remove') continue
    const gone = change.type === 'hold' ? view.holds.get(change.id) : view.expenses.get(change.id)
    if (!gone) continue
    const own = amountsIn(freed, gone.month)
    own.set(gone.categoryId, (own.get(gone.categoryId) ?? 0n) + readMinorUnits(gone.amount, scale))
  }
  return freed
}

function amountsIn(months: Besides, month: Month): Map<string, bigint> {
  const amounts = months.get(month) ?? new Map<string, bigint>()
  months.set(month, amounts)
  return amounts
}
