import type { Category } from '../../model/category.js'
import type { BookContext } from '../book-context.js'
import { findCategory } from '../find.js'
import { mover } from '../named/move.js'
import { NameIndex } from '../named/names.js'
import type { CategoriesApi } from './api.js'
import { createCategory } from './create.js'
import { getCategory } from './get.js'
import { listCategories } from './list.js'
import { mergeCategories } from './merge.js'
import { removeCategory } from './remove.js'
import { setArchived } from './set-archived.js'
import { updateCategory } from './update.js'

/** Makes {@link CategoriesApi}. */
export function categoriesApi(context: BookContext): CategoriesApi {
  const names = new NameIndex<Category>()
  return {
    create: createCategory(context, names),
    list: listCategories(context),
    get: getCategory(context),
    update: updateCategory(context, names),
    archive: setArchived(context, 'categories.archive', true),
    restore: setArchived(context, 'categories.restore', false),
    move: mover(context, 'category', ({ categories }) => categories, findCategory),
    merge: mergeCategories(context),
    remove: removeCategory(context),
  }
}
