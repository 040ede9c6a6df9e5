import type { CategoryGroup } from '../../model/category-group.js'
import { idSchema } from '../../model/fields.js'
import { validate, validateArgument } from '../../model/validate.js'
import type { View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { groupChanger } from '../named/change.js'
import type { GroupsApi } from './api.js'
import { groupPatchSchema, requireFreeGroupName, type GroupNames } from './group-input.js'

/** Makes {@link GroupsApi.update}. */
export function updateGroup(context: BookContext, names: GroupNames): GroupsApi['update'] {
  const change = groupChanger(context)
  return async (id, patch, options) => {
    context.requireOpen()
    const checked = validateArgument('id', idSchema, id)
    const { name, metadata } = validate(groupPatchSchema, patch)
    const changeOn = (view: View) => (group: CategoryGroup) => {
      if (name !== undefined && name !== group.name) requireFreeGroupName(names, view, name, checked)
      return { ...group, name: name ?? group.name, metadata: metadata ?? group.metadata }
    }
    return change(['groups.update', checked, { name, metadata }], checked, changeOn, options)
  }
}
