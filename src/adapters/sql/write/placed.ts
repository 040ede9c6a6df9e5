import type { Positions } from '../read/known-book.js'

/**
 * Entities in their order, each with its position. An entity keeps its position. One that is new, or comes from another
 * month, gets a position after the others.
 */
export function placed<Entity extends { readonly id: string }>(
  entities: readonly Entity[],
  positions: Positions,
): (readonly [Entity, number])[] {
  let last = 0
  return entities.map((entity) => {
    last = Math.max(positions.get(entity.id) ?? 0, last + 1)
    return [entity, last]
  })
}
