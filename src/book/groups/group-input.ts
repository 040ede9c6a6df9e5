import * as z from 'zod/mini'
import type { CategoryGroup } from '../../model/category-group.js'
import { metadataSchema, nameSchema } from '../../model/fields.js'
import { BudgetBookError } from '../../errors/error.js'
import type { View } from '../../storage/view.js'
import type { NameIndex } from '../named/names.js'

/** What a caller passes to create a group. */
export const newGroupSchema = z.strictObject({ name: nameSchema, metadata: z.optional(metadataSchema) })

/** What a caller passes to change one. */
export const groupPatchSchema = z.partial(newGroupSchema)

/** The names of a book's groups. */
export type GroupNames = NameIndex<CategoryGroup>

/** Throws `duplicate_group` if another group than `exceptId` has the name. */
export function requireFreeGroupName(
  names: GroupNames,
  { groups }: View,
  name: string,
  exceptId: string | null,
): void {
  const other = names.find(groups, { name }, exceptId)
  if (!other) return
  throw new BudgetBookError(
    'duplicate_group',
    `There already is a group named ${other.name}. Use it, or choose another name`,
    { name: other.name, groupId: other.id },
  )
}
