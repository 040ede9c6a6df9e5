import type { Category } from '../../../model/category.js'
import { frozenEntity } from '../../../model/entity-copies.js'

type List = readonly Category[]

/**
 * The places of the categories in a list, by id. A list shares this map with the list that it was made from, so that
 * adding a category needs no new index. The map knows every id of the list, but its place may be that of another
 * list: check it before use.
 */
const places = new WeakMap<List, Map<string, number>>()

function placesOf(list: List): Map<string, number> {
  let known = places.get(list)
  if (!known) places.set(list, (known = new Map(list.map(({ id }, place) => [id, place]))))
  return known
}

/** The place of a category in a list, or -1. */
export function placeOf(list: List, id: string): number {
  const place = placesOf(list).get(id)
  if (place === undefined) return -1
  return list[place]?.id === id ? place : list.findIndex((category) => category.id === id)
}

/** The list with a new category at the end, or with a new value of an existing one. The other objects stay the same. */
export function withCategory(list: List, category: Category): List {
  const place = placeOf(list, category.id)
  const value = frozenEntity(category)
  const after = place < 0 ? [...list, value] : list.with(place, value)
  if (place < 0) placesOf(list).set(category.id, list.length)
  places.set(after, placesOf(list))
  return after
}

/** The list without one of its categories. */
export function withoutCategory(list: List, id: string): List {
  return list.filter((category) => category.id !== id)
}
