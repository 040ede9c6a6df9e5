import { isSame } from '../../lib/canonical-json.js'
import type { JsonObject } from '../../lib/json.js'
import { copyEntity, copyHold, copyWithoutMonth } from '../../model/entity-copies.js'
import type { Change } from '../../storage/change.js'
import type { HistoryChange } from '../../storage/history.js'
import { entityFinder } from '../../storage/kit/state/load-view.js'
import type { MonthState, View } from '../../storage/view.js'
import { orderChange } from './order.js'

type ChangeOf<Type extends Change['type']> = Extract<Change, { readonly type: Type }>
type Subject = Pick<HistoryChange, 'type' | 'id'>

/** What changes do to a book: each thing once, as it was before all of them and as it is after. */
export function describeHistory(view: View, changes: readonly Change[]): readonly HistoryChange[] {
  const found = new Map<string, HistoryChange>()
  const present = presentIn(view)
  for (const change of changes) {
    if (change.op === 'move') continue
    const subject = subjectOf(change)
    const key = `${subject.type}/${subject.id}`
    // What is inserted was not there, unless an earlier change removed it.
    const before =
      found.get(key)?.before ?? (found.has(key) || change.op === 'insert' ? null : present(subject))
    found.set(key, { ...subject, before, after: valueOf(change) })
  }
  const orders = [
    ...orderChange('category', view.categories, changes),
    ...orderChange('group', view.groups, changes),
  ]
  return [...found.values(), ...orders].filter(({ before, after }) => !isSameValue(before, after))
}

/** Tells how something of the book is now, as a history has it; `null` if it is not there. */
export function presentIn(view: View): (subject: Subject) => JsonObject | null {
  const budget = entityFinder(view, 'budget')
  const hold = entityFinder(view, 'hold')
  return ({ type, id }) => {
    switch (type) {
      case 'settings':
        return toJson({ ...view.settings })
      case 'category':
        return copied(view.categories.find((category) => category.id === id))
      case 'group':
        return copied(view.groups.find((group) => group.id === id))
      case 'budget':
        return copied(budget(id))
      case 'expense': {
        const expense = view.expenses.get(id)
        return expense ? toJson(copyWithoutMonth(expense)) : null
      }
      case 'hold': {
        const found = hold(id)
        return found ? toJson(copyHold(found)) : null
      }
      case 'month': {
        const state = [...view.months.values()].find(({ month }) => month === id)
        return state ? closingOf(state) : null
      }
      case 'order':
        return { ids: (id === 'category' ? view.categories : view.groups).map((entity) => entity.id) }
    }
  }
}

/** Whether two values of a history are the same, or both are absent. */
export function isSameValue(one: JsonObject | null, other: JsonObject | null): boolean {
  return one === null || other === null ? one === other : isSame(one, other)
}

function subjectOf(change: Exclude<Change, { readonly op: 'move' }>): Subject {
  const { type } = change
  if (type === 'settings') return { type, id: type }
  if (type === 'month') return { type, id: change.month }
  return { type, id: change.op === 'remove' ? change.id : change.value.id }
}

function valueOf(change: Exclude<Change, { readonly op: 'move' }>): JsonObject | null {
  if (change.op === 'remove') return null
  switch (change.type) {
    case 'settings':
      return toJson({ ...change.value })
    case 'month':
      return closingOf(change)
    case 'expense':
      return toJson(copyWithoutMonth(change.value))
    case 'hold':
      return toJson(copyHold(change.value))
    default:
      return copied(change.value)
  }
}

// An open month counts as absent.
function closingOf({
  closed,
  limitAtClose,
}: Pick<MonthState | ChangeOf<'month'>, 'closed' | 'limitAtClose'>): JsonObject | null {
  return closed ? { closed, limitAtClose } : null
}

function copied(entity: Parameters<typeof copyEntity>[0] | undefined): JsonObject | null {
  return entity ? toJson(copyEntity(entity)) : null
}

// Entities are plain JSON, which their types do not say.
function toJson(value: object): JsonObject {
  return value as JsonObject
}
