import { copyEntity } from '../../model/entity-copies.js'
import type { Category } from '../../model/category.js'
import type { BookContext } from '../book-context.js'
import type { Mutation } from '../commit.js'
import { findCategory } from '../find.js'
import { idsOf } from '../receipts.js'

/** Answers a repeated operation with its category, as it is now. */
export function replayCategory(context: BookContext): Mutation<Category>['replay'] {
  return async (receipt) => {
    const [id] = idsOf(receipt, context.parts.bookId, 1) as [string]
    return copyEntity(findCategory(await context.read(() => ({}), undefined), id))
  }
}
