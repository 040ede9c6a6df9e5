import type { CivilDate } from '../../calendar/civil-date.js'
import { monthOf } from '../../calendar/month-range.js'
import type { Month } from '../../calendar/month.js'
import type { JsonObject } from '../../lib/json.js'
import type { Budget } from '../../model/budget.js'
import type { Category } from '../../model/category.js'
import type { CategoryGroup } from '../../model/category-group.js'
import type { StoredExpense } from '../../model/expense.js'
import { isLive, type StoredHold } from '../../model/hold.js'
import type { Settings } from '../../model/settings.js'
import type { Amount } from '../../money/amount.js'
import type { Change, EntityPut } from '../../storage/change.js'
import type { HistoryChange, HistoryEntry, StoredHistoryEntry } from '../../storage/history.js'
import type { View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { requireEmpty } from '../groups/remove.js'
import { requireUnused } from '../categories/remove.js'
import { patchedSettings } from '../settings/update.js'
import { isSameValue, presentIn } from './describe-history.js'
import { isInOneOrder, movesInto } from './order.js'
import { requireFits } from './require-fits.js'
import { requirePolicies } from './require-policies.js'
import { undoConflict } from './undo-conflict.js'

/** Makes the changes that undo an entry, or throws to refuse. */
export type Inverter = (view: View, entry: StoredHistoryEntry) => readonly Change[]

/** Makes the {@link Inverter} of one call. */
export function inverter(context: BookContext): Inverter {
  const now = context.clock.timestamp()
  const askPolicies = requirePolicies(context)
  return (view, entry) => {
    const { changes } = entry
    if (changes === 'whole_book') throw undoConflict(entry, 'whole_book')
    if (entry.currency !== view.settings.currency) throw undoConflict(entry, 'currency')
    requireAsLeft(view, entry, changes)
    // The last change is undone first.
    const inverse = changes.toReversed().flatMap((change) => inverseOf(view, change, now))
    requireFits(view, inverse, entry, now)
    askPolicies(view, inverse)
    const undoing = [...inverse, ...orders(view, changes, inverse)]
    // Nothing is left to undo but holds that have expired.
    if (undoing.length === 0) throw undoConflict(entry, 'changed', idsOf(changes))
    return undoing
  }
}

// A newer minor version may have made the entry.
const knownTypes: ReadonlySet<string> = new Set<HistoryChange['type']>([
  'settings',
  'category',
  'group',
  'budget',
  'expense',
  'hold',
  'month',
  'order',
])

function idsOf(changes: readonly HistoryChange[]): string[] {
  return [...new Set(changes.map(({ id }) => id))]
}

function requireAsLeft(view: View, entry: HistoryEntry, changes: readonly HistoryChange[]): void {
  const unknown = changes.filter(({ type }) => !knownTypes.has(type))
  if (unknown.length > 0) throw undoConflict(entry, 'newer_version', idsOf(unknown))
  const presentOf = presentIn(view)
  const changed = changes.filter((change) => !isAsLeft(presentOf(change), change))
  if (changed.length > 0) throw undoConflict(entry, 'changed', idsOf(changed))
}

function isAsLeft(present: JsonObject | null, { type, after }: HistoryChange): boolean {
  if (type === 'order') return isInOneOrder(idsIn(present), idsIn(after))
  // Undoing a later change leaves a different `updatedAt`, and changes nothing else.
  return isSameValue(untimed(present), untimed(after))
}

function untimed(value: JsonObject | null): JsonObject | null {
  if (value === null) return null
  const { updatedAt: _, ...others } = value
  return others
}

function idsIn(order: JsonObject | null): readonly string[] {
  return (order?.['ids'] ?? []) as readonly string[]
}

function inverseOf(view: View, { type, id, before, after }: HistoryChange, now: string): Change[] {
  switch (type) {
    case 'order':
      return []
    case 'settings': {
      const { currency, monthlyLimit, monthStartDay } = before as object as Settings
      const value = patchedSettings(view, { currency, monthlyLimit, monthStartDay }, now)
      return [{ op: 'put', type, value }]
    }
    case 'month': {
      const limitAtClose = (before?.['limitAtClose'] ?? null) as Amount | null
      return [{ op: 'put', type, month: id as Month, closed: before !== null, limitAtClose }]
    }
    case 'category':
      if (before === null) requireUnused(view, id, now)
      break
    case 'group':
      if (before === null) requireEmpty(view, id)
      break
    case 'hold':
      // An expired hold no longer counts, and the next writer would remove it.
      if (before !== null && !isLive(before as object as StoredHold, now)) return []
      break
    case 'budget':
    case 'expense':
      break
  }
  if (before === null) return [{ op: 'remove', type, id }]
  const op = after === null ? 'insert' : 'put'
  return [{ op, type, value: restored(view, type, { ...before, updatedAt: now }) } as object as Restoring]
}

// A history keeps the JSON of an entity.
type Restoring =
  | EntityPut<'category', Category>
  | EntityPut<'group', CategoryGroup>
  | EntityPut<'budget', Budget>
  | EntityPut<'expense', StoredExpense>
  | EntityPut<'hold', StoredHold>

// The month of an expense and of a hold follows from its date and the start day, which may have changed since.
function restored({ settings }: View, type: Restoring['type'], value: JsonObject): JsonObject {
  if (type !== 'expense' && type !== 'hold') return value
  return { ...value, month: monthOf(value['date'] as CivilDate, settings.monthStartDay) }
}

function orders(view: View, changes: readonly HistoryChange[], inverse: readonly Change[]): Change[] {
  return changes.flatMap(({ type, id, before }) => {
    if (type !== 'order') return []
    const of = id === 'category' ? 'category' : 'group'
    const own = inverse.filter((change) => change.type === of)
    const gone = new Set(own.flatMap((change) => (change.op === 'remove' ? [change.id] : [])))
    const come = own.flatMap((change) => (change.op === 'insert' ? [change.value.id] : []))
    const stayed = (of === 'category' ? view.categories : view.groups).map((entity) => entity.id)
    const list = [...stayed.filter((one) => !gone.has(one)), ...come]
    return movesInto(of, list, new Set(come), idsIn(before))
  })
}
