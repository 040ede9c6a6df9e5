import type { BookContext } from '../book-context.js'
import type { CategoriesApi } from './api.js'
import { CategoryNames } from './category-names.js'
import { createCategory } from './create.js'
import { getCategory } from './get.js'
import { listCategories } from './list.js'
import { removeCategory } from './remove.js'
import { setArchived } from './set-archived.js'
import { updateCategory } from './update.js'

/** Makes {@link CategoriesApi}. */
export function categoriesApi(context: BookContext): CategoriesApi {
  const names = new CategoryNames()
  return {
    create: createCategory(context, names),
    list: listCategories(context),
    get: getCategory(context),
    update: updateCategory(context, names),
    archive: setArchived(context, 'categories.archive', true),
    restore: setArchived(context, 'categories.restore', false),
    remove: removeCategory(context),
  }
}
