import type { Category } from '../../model/category.js'
import { idSchema } from '../../model/fields.js'
import { validate, validateArgument } from '../../model/validate.js'
import type { View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { findGroup } from '../find.js'
import type { CategoriesApi } from './api.js'
import { categoryChanger } from '../named/change.js'
import { categoryPatchSchema, readRollover } from './category-input.js'
import { requireFreeName, type CategoryNames } from './require-free-name.js'

/** Makes {@link CategoriesApi.update}. */
export function updateCategory(context: BookContext, names: CategoryNames): CategoriesApi['update'] {
  const change = categoryChanger(context)
  return async (id, patch, options) => {
    context.requireOpen()
    const checked = validateArgument('id', idSchema, id)
    const { name, groupId, rollover, metadata } = validate(categoryPatchSchema, patch)
    const changeOn = (view: View) => {
      const rule = rollover && readRollover(rollover, view, context.parts.bookId)
      return (category: Category): Category => {
        const after = {
          ...category,
          name: name ?? category.name,
          groupId: groupId === undefined ? category.groupId : groupId,
          rollover: rule === undefined ? category.rollover : rule,
          metadata: metadata ?? category.metadata,
        }
        if (after.groupId !== null && after.groupId !== category.groupId) findGroup(view, after.groupId)
        if (after.name !== category.name || after.groupId !== category.groupId)
          requireFreeName(names, view, after, checked)
        return after
      }
    }
    const request = ['categories.update', checked, { name, groupId, rollover, metadata }]
    return change(request, checked, changeOn, options)
  }
}
