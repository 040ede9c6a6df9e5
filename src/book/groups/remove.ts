import { BudgetBookError } from '../../errors/error.js'
import { idSchema } from '../../model/fields.js'
import { validateArgument } from '../../model/validate.js'
import type { View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { findGroup } from '../find.js'
import type { GroupsApi } from './api.js'

/** Makes {@link GroupsApi.remove}. */
export function removeGroup(context: BookContext): GroupsApi['remove'] {
  return async (id, options) => {
    context.requireOpen()
    const checked = validateArgument('id', idSchema, id)
    const decide = (view: View) => {
      findGroup(view, checked)
      requireEmpty(view, checked)
      return { result: undefined, changes: [{ op: 'remove', type: 'group', id: checked } as const] }
    }
    const replay = async () => undefined
    const request = ['groups.remove', checked]
    const subject = { type: 'group', id: checked } as const
    return context.commit({ request, scope: () => ({}), subject, decide, replay }, options)
  }
}

/** Throws `group_in_use` if the group has categories. */
export function requireEmpty({ categories }: View, groupId: string): void {
  const categoryCount = categories.filter((category) => category.groupId === groupId).length
  if (categoryCount === 0) return
  throw new BudgetBookError(
    'group_in_use',
    `The group has categories (${categoryCount}); take them out of it first`,
    { groupId, categoryCount },
  )
}
