import { BudgetBookError } from '../../errors/error.js'
import type { Head } from '../../storage/view.js'
import type { CategoryNames } from './category-names.js'

/** Throws `duplicate_category` if another category than `exceptId` has the name. */
export function requireFreeName(
  names: CategoryNames,
  { categories }: Head,
  name: string,
  exceptId: string | null,
): void {
  const other = names.find(categories, name, exceptId)
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
