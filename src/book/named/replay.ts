import type { Category } from '../../model/category.js'
import type { CategoryGroup } from '../../model/category-group.js'
import { copyEntity } from '../../model/entity-copies.js'
import type { Head } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import type { Mutation } from '../commit.js'
import { idsOf } from '../receipts.js'

/** Answers a repeated operation with its category or group, as it is now. */
export function replayer<Entity extends Category | CategoryGroup>(
  context: BookContext,
  find: (head: Head, id: string) => Entity,
): Mutation<Entity>['replay'] {
  return async (receipt) => {
    const [id] = idsOf(receipt, context.parts.bookId, 1) as [string]
    return copyEntity(find(await context.read(() => ({}), undefined), id))
  }
}
