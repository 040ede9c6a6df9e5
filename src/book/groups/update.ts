import { isSame } from '../../lib/canonical-json.js'
import { copyEntity } from '../../model/entity-copies.js'
import { idSchema } from '../../model/fields.js'
import { validate, validateArgument } from '../../model/validate.js'
import type { View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { findGroup } from '../find.js'
import { receiptOf } from '../receipts.js'
import type { GroupsApi } from './api.js'
import { groupPatchSchema, replayGroup, requireFreeGroupName, type GroupNames } from './group-input.js'

/** Makes {@link GroupsApi.update}. If the group comes out the same, nothing is written. */
export function updateGroup(context: BookContext, names: GroupNames): GroupsApi['update'] {
  const replay = replayGroup(context)
  return async (id, patch, options) => {
    context.requireOpen()
    const checked = validateArgument('id', idSchema, id)
    const { name, metadata } = validate(groupPatchSchema, patch)
    const updatedAt = context.clock.timestamp()
    const decide = (view: View) => {
      const before = findGroup(view, checked)
      const after = { ...before, name: name ?? before.name, metadata: metadata ?? before.metadata }
      if (after.name !== before.name) requireFreeGroupName(names, view, after.name, checked)
      const receipt = receiptOf([checked])
      if (isSame(after, before)) return { result: copyEntity(before), changes: [], receipt }
      const result = copyEntity({ ...after, updatedAt })
      return { result, changes: [{ op: 'put', type: 'group', value: result } as const], receipt }
    }
    const request = ['groups.update', checked, { name, metadata }]
    return context.commit({ request, scope: () => ({}), decide, replay }, options)
  }
}
