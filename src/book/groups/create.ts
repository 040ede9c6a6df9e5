import { validate } from '../../model/validate.js'
import type { View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { findGroup } from '../find.js'
import { replayer } from '../named/replay.js'
import { receiptOf } from '../receipts.js'
import type { GroupsApi } from './api.js'
import { newGroupSchema, requireFreeGroupName, type GroupNames } from './group-input.js'

/** Makes {@link GroupsApi.create}. */
export function createGroup(context: BookContext, names: GroupNames): GroupsApi['create'] {
  const replay = replayer(context, findGroup)
  return async (group, options) => {
    context.requireOpen()
    const { name, metadata = {} } = validate(newGroupSchema, group)
    const createdAt = context.clock.timestamp()
    const newId = context.newIds()
    const decide = (view: View) => {
      requireFreeGroupName(names, view, name, null)
      const result = { id: newId(0), name, metadata, createdAt, updatedAt: createdAt }
      const changes = [{ op: 'insert', type: 'group', value: result } as const]
      return { result, changes, receipt: receiptOf([result.id]) }
    }
    const request = ['groups.create', { name, metadata }]
    return context.commit({ request, scope: () => ({}), decide, replay }, options)
  }
}
