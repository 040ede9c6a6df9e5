import type { Month } from '../../calendar/month.js'
import { NameIndex } from '../named/names.js'
import type { Category } from '../../model/category.js'
import type { CategoryGroup } from '../../model/category-group.js'
import { entityIn } from '../../storage/kit/state/load-view.js'
import type { Change } from '../../storage/change.js'
import type { HistoryEntry } from '../../storage/history.js'
import type { View } from '../../storage/view.js'
import { requireFreeName } from '../categories/require-free-name.js'
import { openMonthIn, monthIn } from '../find.js'
import { requireFreeGroupName } from '../groups/group-input.js'
import { requireRoom } from '../holds/require-room.js'
import { undoConflict } from './undo-conflict.js'

/** Checks that what an undo brings back fits into the book as it is now. Throws what adding it by hand would throw. */
export function requireFits(view: View, inverse: readonly Change[], entry: HistoryEntry, now: string): void {
  const missing = new Set<string>()
  const reopened = new Set(
    inverse.flatMap((change) => (change.type === 'month' && !change.closed ? [change.month] : [])),
  )
  for (const change of inverse) {
    requireOpenMonths(view, change, reopened)
    for (const id of missingFor(view, inverse, change)) missing.add(id)
  }
  if (missing.size > 0) throw undoConflict(entry, 'changed', [...missing])
  for (const change of inverse) requireRoomFor(view, change, now)
}

function requireOpenMonths(view: View, change: Change, reopened: ReadonlySet<Month>): void {
  const { type } = change
  if (type !== 'budget' && type !== 'expense' && type !== 'hold') return
  // A hold can be released in a closed month too.
  if (type === 'hold' && change.op === 'remove') return
  const id = change.op === 'remove' ? change.id : change.value.id
  const present = type === 'expense' ? view.expenses.get(id) : entityIn(view, type, id)
  const months = [
    ...(present ? [present.month] : []),
    ...(change.op === 'remove' ? [] : [change.value.month]),
  ]
  for (const month of months) if (!reopened.has(month)) openMonthIn(view, month)
}

// Its group or category may be gone, and another budget may have taken its place.
function missingFor(view: View, inverse: readonly Change[], change: Change): string[] {
  if (change.op !== 'insert' && change.op !== 'put') return []
  if (change.type === 'category') {
    const { groupId } = change.value
    return groupId === null || has(view.groups, inverse, 'group', groupId) ? [] : [groupId]
  }
  if (change.type !== 'budget' && change.type !== 'expense' && change.type !== 'hold') return []
  const { id, categoryId, month } = change.value
  if (!has(view.categories, inverse, 'category', categoryId)) return [categoryId]
  if (change.type !== 'budget') return []
  const other = monthIn(view, month).budgets.find(
    (budget) => budget.categoryId === categoryId && budget.id !== id,
  )
  return other && !isRemoved(inverse, other.id) ? [other.id] : []
}

function has(
  list: readonly { readonly id: string }[],
  inverse: readonly Change[],
  type: 'category' | 'group',
  id: string,
): boolean {
  return (
    list.some((entity) => entity.id === id) ||
    inverse.some((change) => change.type === type && change.op === 'insert' && change.value.id === id)
  )
}

function isRemoved(inverse: readonly Change[], id: string): boolean {
  return inverse.some((change) => change.type === 'budget' && change.op === 'remove' && change.id === id)
}

function requireRoomFor(view: View, change: Change, now: string): void {
  if (change.op !== 'insert' && change.op !== 'put') return
  if (change.type === 'category')
    requireFreeName(new NameIndex<Category>(), view, change.value, change.value.id)
  if (change.type === 'group')
    requireFreeGroupName(new NameIndex<CategoryGroup>(), view, change.value.name, change.value.id)
  if (change.type === 'hold' && change.op === 'insert') requireRoom(monthIn(view, change.value.month), now)
}
