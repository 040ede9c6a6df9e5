import { validate } from '../../model/validate.js'
import type { View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { receiptOf } from '../receipts.js'
import type { CategoriesApi } from './api.js'
import { newCategorySchema } from './category-input.js'
import type { CategoryNames } from './category-names.js'
import { replayCategory } from './replay-category.js'
import { requireFreeName } from './require-free-name.js'

/** Makes {@link CategoriesApi.create}. */
export function createCategory(context: BookContext, names: CategoryNames): CategoriesApi['create'] {
  const replay = replayCategory(context)
  return async (category, options) => {
    context.requireOpen()
    const { name, metadata = {} } = validate(newCategorySchema, category)
    const createdAt = context.clock.timestamp()
    const newId = context.newIds()
    const decide = (view: View) => {
      requireFreeName(names, view, name, null)
      const result = { id: newId(0), name, archived: false, metadata, createdAt, updatedAt: createdAt }
      const changes = [{ op: 'insert', type: 'category', value: result } as const]
      return { result, changes, receipt: receiptOf([result.id]) }
    }
    const request = ['categories.create', { name, metadata }]
    return context.commit({ request, scope: () => ({}), decide, replay }, options)
  }
}
