import type { CategoryGroup } from '../../model/category-group.js'
import type { BookContext } from '../book-context.js'
import { findGroup } from '../find.js'
import { mover } from '../named/move.js'
import { NameIndex } from '../named/names.js'
import type { GroupsApi } from './api.js'
import { createGroup } from './create.js'
import { getGroup, listGroups } from './read.js'
import { removeGroup } from './remove.js'
import { updateGroup } from './update.js'

/** Makes {@link GroupsApi}. */
export function groupsApi(context: BookContext): GroupsApi {
  const names = new NameIndex<CategoryGroup>()
  return {
    create: createGroup(context, names),
    list: listGroups(context),
    get: getGroup(context),
    update: updateGroup(context, names),
    move: mover(context, 'group', ({ groups }) => groups, findGroup),
    remove: removeGroup(context),
  }
}
