import type { Category } from '../../../model/category.js'
import { frozenEntity } from '../../../model/entity-copies.js'

type List = readonly Category[]

/**
 * Where the categories of a list are, by id. A list shares its places with the one that it was made from, so that a
 * category more costs no new index. So they hold every id of the list, and a place has to be looked at before it counts.
 */
const places = new WeakMap<List, Map<string, number>>()

function placesOf(list: List): Map<string, number> {
  let known = places.get(list)
  if (!known) places.set(list, (known = new Map(list.map(({ id }, place) => [id, place]))))
  return known
}

/** Where a category is in a list, or -1. */
export function placeOf(list: List, id: string): number {
  const place = placesOf(list).get(id)
  if (place === undefined) return -1
  return list[place]?.id === id ? place : list.findIndex((category) => category.id === id)
}

/** The list with a category more, at the end, or with a new value of one. The others are the very same objects. */
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
