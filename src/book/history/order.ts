import type { Change, EntityMove } from '../../storage/change.js'
import type { HistoryChange } from '../../storage/history.js'

/** What is in the user's own order. */
export type OrderedType = EntityMove['type']

/**
 * What changes do to an order, if it does not follow from what comes and what goes: a new entity is the last, and one that
 * comes back when a change is undone would be the last too.
 */
export function orderChange(
  type: OrderedType,
  before: readonly string[],
  changes: readonly Change[],
): HistoryChange[] {
  const own = changes.filter((change) => change.type === type)
  if (!own.some(({ op }) => op === 'move' || op === 'remove')) return []
  const after = own.reduce<readonly string[]>(applied, before)
  const follows = isSameOrder(merged(before, after), after) && isSameOrder(merged(after, before), before)
  return follows ? [] : [{ type: 'order', id: type, before: { ids: before }, after: { ids: after } }]
}

/** The moves that bring a list into an order. Ids that the order does not name come last. */
export function movesInto(
  type: OrderedType,
  list: readonly string[],
  order: readonly string[],
): EntityMove[] {
  const moves: EntityMove[] = []
  const wanted = merged(order, list)
  let now = list
  for (const [place, id] of wanted.entries()) {
    const before = now[place] as string
    if (before === id) continue
    moves.push({ op: 'move', type, id, before })
    now = moved(now, id, before)
  }
  return moves
}

/** Whether the ids that two lists share come in one order. */
export function isInOneOrder(one: readonly string[], other: readonly string[]): boolean {
  return isSameOrder(only(one, other), only(other, one))
}

// What the second list has, in the order of the first; what only it has comes last.
function merged(order: readonly string[], list: readonly string[]): string[] {
  const named = new Set(order)
  return [...only(order, list), ...list.filter((id) => !named.has(id))]
}

function only(list: readonly string[], others: readonly string[]): string[] {
  const kept = new Set(others)
  return list.filter((id) => kept.has(id))
}

function isSameOrder(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id, place) => id === other[place])
}

function applied(ids: readonly string[], change: Change): readonly string[] {
  if (change.op === 'remove') return ids.filter((id) => id !== change.id)
  if (change.op === 'move') return moved(ids, change.id, change.before)
  return change.op === 'insert' ? [...ids, change.value.id] : ids
}

function moved(ids: readonly string[], id: string, before: string | null): readonly string[] {
  if (before === id) return ids
  const others = ids.filter((other) => other !== id)
  const place = before === null ? others.length : others.indexOf(before)
  return [...others.slice(0, place), id, ...others.slice(place)]
}
