import { isSame } from '../../lib/canonical-json.js'
import { copyEntity } from '../../model/entity-copies.js'
import type { Category } from '../../model/category.js'
import type { View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import type { MutationOptions } from '../call-options.js'
import { findCategory } from '../find.js'
import { receiptOf } from '../receipts.js'
import { replayCategory } from './replay-category.js'

type CategoryChanger = (
  request: readonly unknown[],
  id: string,
  apply: (category: Category, view: View) => Category,
  options: MutationOptions | undefined,
) => Promise<Category>

/** Changes one category. If it comes out the same, nothing is written. */
export function categoryChanger(context: BookContext): CategoryChanger {
  const replay = replayCategory(context)
  return async (request, id, apply, options) => {
    const updatedAt = context.clock.timestamp()
    const decide = (view: View) => {
      const before = findCategory(view, id)
      const after = apply(before, view)
      const receipt = receiptOf([id])
      if (isSame(after, before)) return { result: copyEntity(before), changes: [], receipt }
      const result = copyEntity({ ...after, updatedAt })
      return { result, changes: [{ op: 'put', type: 'category', value: result } as const], receipt }
    }
    return context.commit({ request, scope: () => ({}), decide, replay }, options)
  }
}
