import { BudgetBookError } from '../../errors/error.js'
import type { Head } from '../../storage/view.js'
import type { Category } from '../../model/category.js'
import type { NameIndex, WantedName } from '../named/names.js'

/** The names of a book's categories. */
export type CategoryNames = NameIndex<Category>

/** Throws `duplicate_category` if another category of the group than `exceptId` has the name. */
export function requireFreeName(
  names: CategoryNames,
  { categories }: Head,
  wanted: WantedName,
  exceptId: string | null,
): void {
  const other = names.find(categories, wanted, exceptId)
  if (!other) return
  throw new BudgetBookError(
    'duplicate_category',
    `There already is a category named ${other.name}. Use it, restore it if it is archived, or choose another name`,
    {
      name: other.name,
      categoryId: other.id,
    },
  )
}
