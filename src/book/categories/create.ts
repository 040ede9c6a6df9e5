import { validate } from '../../model/validate.js'
import type { View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { findCategory, findGroup } from '../find.js'
import { replayer } from '../named/replay.js'
import { receiptOf } from '../receipts.js'
import type { CategoriesApi } from './api.js'
import { newCategorySchema, readRollover } from './category-input.js'
import { requireFreeName, type CategoryNames } from './require-free-name.js'

/** Makes {@link CategoriesApi.create}. */
export function createCategory(context: BookContext, names: CategoryNames): CategoriesApi['create'] {
  const replay = replayer(context, findCategory)
  return async (category, options) => {
    context.requireOpen()
    const checked = validate(newCategorySchema, category)
    const { name, groupId = null, rollover: asked = null, metadata = {} } = checked
    const createdAt = context.clock.timestamp()
    const newId = context.newIds()
    const decide = (view: View) => {
      const rollover = asked && readRollover(asked, view, context.parts.bookId)
      if (groupId !== null) findGroup(view, groupId)
      requireFreeName(names, view, { name, groupId }, null)
      const made = { createdAt, updatedAt: createdAt }
      const result = { id: newId(0), name, archived: false, groupId, rollover, metadata, ...made }
      const changes = [{ op: 'insert', type: 'category', value: result } as const]
      return { result, changes, receipt: receiptOf([result.id]) }
    }
    const request = ['categories.create', { ...checked, metadata }]
    return context.commit({ request, scope: () => ({}), decide, replay }, options)
  }
}
