import { copyEntity } from '../../model/entity-copies.js'
import { idSchema } from '../../model/fields.js'
import { validateArgument } from '../../model/validate.js'
import type { BookContext } from '../book-context.js'
import { findGroup } from '../find.js'
import type { GroupsApi } from './api.js'

/** Makes {@link GroupsApi.list}. */
export function listGroups(context: BookContext): GroupsApi['list'] {
  return async (options) => (await context.read(() => ({}), options)).groups.map(copyEntity)
}

/** Makes {@link GroupsApi.get}. */
export function getGroup(context: BookContext): GroupsApi['get'] {
  return async (id, options) => {
    context.requireOpen()
    const checked = validateArgument('id', idSchema, id)
    return copyEntity(findGroup(await context.read(() => ({}), options), checked))
  }
}
