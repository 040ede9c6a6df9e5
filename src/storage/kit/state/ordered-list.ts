import { frozenEntity } from '../../../model/entity-copies.js'
import type { Category } from '../../../model/category.js'
import type { CategoryGroup } from '../../../model/category-group.js'

/** What a book keeps in the user's own order. */
export type Ordered = Category | CategoryGroup

/**
 * The places of the entities in a list, by id. A list shares this map with the list that it was made from, so that
 * adding an entity needs no new index. The map knows every id of the list, but its place may be that of another
 * list: check it before use.
 */
const places = new WeakMap<readonly Ordered[], Map<string, number>>()

function placesOf(list: readonly Ordered[]): Map<string, number> {
  let known = places.get(list)
  if (!known) places.set(list, (known = new Map(list.map(({ id }, place) => [id, place]))))
  return known
}

/** The place of an entity in a list, or -1. */
export function placeOf(list: readonly Ordered[], id: string): number {
  const place = placesOf(list).get(id)
  if (place === undefined) return -1
  return list[place]?.id === id ? place : list.findIndex((entity) => entity.id === id)
}

/** The list with a new entity at the end, or with a new value of an existing one. The other objects stay the same. */
export function withEntity<Entity extends Ordered>(
  list: readonly Entity[],
  entity: Entity,
): readonly Entity[] {
  const place = placeOf(list, entity.id)
  const value = frozenEntity(entity)
  const after = place < 0 ? [...list, value] : list.with(place, value)
  if (place < 0) placesOf(list).set(entity.id, list.length)
  places.set(after, placesOf(list))
  return after
}

/** The list without one of its entities. */
export function withoutEntity<Entity extends Ordered>(
  list: readonly Entity[],
  id: string,
): readonly Entity[] {
  return list.filter((entity) => entity.id !== id)
}

/** The list with one of its entities in front of another, or at the end. The objects stay the same. */
export function withMoved<Entity extends Ordered>(
  list: readonly Entity[],
  id: string,
  before: string | null,
): readonly Entity[] {
  if (before === id) return list
  const moved = list.filter((entity) => entity.id === id)
  const others = withoutEntity(list, id)
  const place = before === null ? others.length : placeOf(others, before)
  return [...others.slice(0, place), ...moved, ...others.slice(place)]
}
