import { idSchema } from '../../model/fields.js'
import { validateArgument } from '../../model/validate.js'
import type { BookContext } from '../book-context.js'
import type { CategoriesApi } from './api.js'
import { categoryChanger } from '../named/change.js'

/** Makes the method that archives a category, or the one that restores it. */
export function setArchived(
  context: BookContext,
  method: string,
  archived: boolean,
): CategoriesApi['archive' | 'restore'] {
  const change = categoryChanger(context)
  return async (id, options) => {
    context.requireOpen()
    const checked = validateArgument('id', idSchema, id)
    return change([method, checked], checked, () => (category) => ({ ...category, archived }), options)
  }
}
