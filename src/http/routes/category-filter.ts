import type { BudgetBook } from '../../book/budget-book.js'
import type { CallOptions } from '../../book/call-options.js'

/** A filter by a category that the book does not have is no empty list: it is `not_found`, as everywhere else. */
export async function requireCategory(
  book: BudgetBook,
  id: string | undefined,
  options: CallOptions,
): Promise<void> {
  if (id !== undefined) await book.categories.get(id, options)
}
