import type { Change, EntityMove } from '../../storage/change.js'
import type { HistoryChange } from '../../storage/history.js'

/** The types of entities that are in the user's own order. */
export type OrderedType = EntityMove['type']

/**
 * What changes do to an order, unless it follows from what is inserted and removed. A new entity is the last, and an
 * entity that an undo brings back would be the last too.
 */
export function orderChange(
  type: OrderedType,
  list: readonly { readonly id: string }[],
  changes: readonly Change[],
): HistoryChange[] {
  const own = changes.filter((change) => change.type === type)
  if (!own.some(({ op }) => op === 'move' || op === 'remove')) return []
  const before = list.map(({ id }) => id)
  const after = own.reduce<readonly string[]>(applied, before)
  const follows = isSameOrder(merged(before, after), after) && isSameOrder(merged(after, before), before)
  return follows ? [] : [{ type: 'order', id: type, before: { ids: before }, after: { ids: after } }]
}

/**
 * The moves that bring a list back into an order. An entity that the order does not name stays where it is: somebody
 * may have put it there since.
 *
 * @param come - Ids of the list that have just come back, at its end.
 */
export function movesInto(
  type: OrderedType,
  list: readonly string[],
  come: ReadonlySet<string>,
  order: readonly string[],
): EntityMove[] {
  const moves: EntityMove[] = []
  const stayed = list.filter((id) => !come.has(id))
  const wanted = withReturned(inPlaces(stayed, order), come, order)
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

// The named ids keep their places in the list, but in another order.
function inPlaces(list: readonly string[], order: readonly string[]): string[] {
  const named = only(order, list)
  const isNamed = new Set(named)
  let next = 0
  return list.map((id) => (isNamed.has(id) ? (named[next++] as string) : id))
}

// An entity that comes back goes in front of the one that came after it, or else behind the one that came before it.
function withReturned(
  list: readonly string[],
  come: ReadonlySet<string>,
  order: readonly string[],
): readonly string[] {
  let now = list
  for (const [place, id] of order.entries()) {
    if (!come.has(id)) continue
    const isThere = new Set(now)
    const successor = order.slice(place + 1).find((other) => isThere.has(other))
    const predecessor = order.slice(0, place).findLast((other) => isThere.has(other))
    const at = successor === undefined ? now.indexOf(predecessor ?? '') + 1 : now.indexOf(successor)
    now = [...now.slice(0, at), id, ...now.slice(at)]
  }
  return now
}

// The ids of the second list, in the order of the first. Ids that only the second list has come last.
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
