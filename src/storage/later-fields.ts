// What version 1.1 added to entities.
const laterFields = ['groupId', 'rollover', 'original'] as const

/**
 * An entity as it is stored. A field that a later version added is absent while it is `null`, so that a book that does
 * not use it is stored as before.
 */
export function entityToStore<Entity extends object>(entity: Entity): object {
  const stored: Partial<Record<string, unknown>> = { ...entity }
  for (const field of laterFields) if (stored[field] === null) delete stored[field]
  return stored
}
