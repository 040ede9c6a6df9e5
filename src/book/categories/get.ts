import { copyEntity } from '../../model/entity-copies.js'
import { idSchema } from '../../model/fields.js'
import { validateArgument } from '../../model/validate.js'
import type { BookContext } from '../book-context.js'
import { findCategory } from '../find.js'
import type { CategoriesApi } from './api.js'

/** Makes {@link CategoriesApi.get}. */
export function getCategory(context: BookContext): CategoriesApi['get'] {
  return async (id, options) => {
    context.requireOpen()
    const checked = validateArgument('id', idSchema, id)
    return copyEntity(findCategory(await context.read(() => ({}), options), checked))
  }
}
