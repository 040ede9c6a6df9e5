import type { Category } from '../../model/category.js'
import { idSchema } from '../../model/fields.js'
import { validate, validateArgument } from '../../model/validate.js'
import type { View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import type { CategoriesApi } from './api.js'
import { categoryChanger } from './category-changer.js'
import { categoryPatchSchema } from './category-input.js'
import type { CategoryNames } from './category-names.js'
import { requireFreeName } from './require-free-name.js'

/** Makes {@link CategoriesApi.update}. */
export function updateCategory(context: BookContext, names: CategoryNames): CategoriesApi['update'] {
  const change = categoryChanger(context)
  return async (id, patch, options) => {
    context.requireOpen()
    const checked = validateArgument('id', idSchema, id)
    const { name, metadata } = validate(categoryPatchSchema, patch)
    const apply = (category: Category, view: View): Category => {
      if (name !== undefined && name !== category.name) requireFreeName(names, view, name, checked)
      return { ...category, name: name ?? category.name, metadata: metadata ?? category.metadata }
    }
    return change(['categories.update', checked, { name, metadata }], checked, apply, options)
  }
}
