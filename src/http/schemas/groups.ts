import { z } from '@hono/zod-openapi'
import type { CategoryGroup } from '../../model/category-group.js'
import { count, id, idOrNull, message, metadata, metadataInput, name, requestObject } from './fields.js'

const groupName = name.meta({
  description: '1 to 100 characters after trimming, at least one of them visible. No two groups have it.',
  example: 'Home',
})

/** A group of categories. */
export const group = z.object({ id, name: groupName, metadata }).openapi('Group')

/** One group of categories. */
export const oneGroup = z.object({ message, data: group }).openapi('GroupAnswer')

/** A list of groups. */
export const groups = z.object({ message, count, data: z.array(group) }).openapi('Groups')

/** A group to be created. */
export const newGroup = requestObject({ name: groupName, metadata: metadataInput.optional() }).openapi(
  'NewGroup',
)

/** The fields of a group that can be changed. */
export const groupPatch = requestObject({
  name: groupName.optional(),
  metadata: metadataInput.optional(),
}).openapi('GroupPatch')

/** Where a category or a group moves to. */
export const moveTarget = requestObject({
  before: idOrNull('The one that it comes in front of; `null` for the end.'),
}).openapi('MoveTarget')

/** A group as the document shows it. */
export const groupExample = { id: '019c5a1e-7d2f-7003-9c11-4b6d8f0a2c3e', name: 'Home', metadata: {} }

/** A group as answers give it. */
export function groupView({ id: groupId, name: text, metadata: own }: CategoryGroup) {
  // Hono does not take a `JsonObject`, because its arrays are read-only.
  return { id: groupId, name: text, metadata: own as Record<string, unknown> }
}
