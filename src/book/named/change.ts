import { isSame } from '../../lib/canonical-json.js'
import type { Category } from '../../model/category.js'
import type { CategoryGroup } from '../../model/category-group.js'
import { copyEntity } from '../../model/entity-copies.js'
import type { EntityPut } from '../../storage/change.js'
import type { Head, View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import type { ChangeOptions } from '../call-options.js'
import { findCategory, findGroup } from '../find.js'
import { receiptOf } from '../receipts.js'
import { replayer } from './replay.js'

type Changer<Entity> = (
  request: readonly unknown[],
  id: string,
  /** Reads the rest of the input first. The function that it returns changes the entity. */
  changeOn: (view: View) => (entity: Entity) => Entity,
  options: ChangeOptions | undefined,
) => Promise<Entity>

/** Changes one category. If it comes out the same, nothing is written. */
export function categoryChanger(context: BookContext): Changer<Category> {
  return changer(context, 'category', findCategory, (value) => ({ op: 'put', type: 'category', value }))
}

/** As {@link categoryChanger}, for a group. */
export function groupChanger(context: BookContext): Changer<CategoryGroup> {
  return changer(context, 'group', findGroup, (value) => ({ op: 'put', type: 'group', value }))
}

function changer<Entity extends Category | CategoryGroup>(
  context: BookContext,
  type: 'category' | 'group',
  find: (head: Head, id: string) => Entity,
  putting: (value: Entity) => EntityPut<'category', Category> | EntityPut<'group', CategoryGroup>,
): Changer<Entity> {
  const replay = replayer(context, find)
  return async (request, id, changeOn, options) => {
    const updatedAt = context.clock.timestamp()
    const decide = (view: View) => {
      const change = changeOn(view)
      const before = find(view, id)
      const after = change(before)
      const receipt = receiptOf([id])
      if (isSame(after, before)) return { result: copyEntity(before), changes: [], receipt }
      const result = copyEntity({ ...after, updatedAt })
      return { result, changes: [putting(result)], receipt }
    }
    return context.commit({ request, scope: () => ({}), subject: { type, id }, decide, replay }, options)
  }
}
