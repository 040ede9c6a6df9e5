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
  /** Reads what is left to read of the input first. What it returns then changes the category. */
  changeOn: (view: View) => (category: Category) => Category,
  options: MutationOptions | undefined,
) => Promise<Category>

/** Changes one category. If it comes out the same, nothing is written. */
export function categoryChanger(context: BookContext): CategoryChanger {
  const replay = replayCategory(context)
  return async (request, id, changeOn, options) => {
    const updatedAt = context.clock.timestamp()
    const decide = (view: View) => {
      const change = changeOn(view)
      const before = findCategory(view, id)
      const after = change(before)
      const receipt = receiptOf([id])
      if (isSame(after, before)) return { result: copyEntity(before), changes: [], receipt }
      const result = copyEntity({ ...after, updatedAt })
      return { result, changes: [{ op: 'put', type: 'category', value: result } as const], receipt }
    }
    return context.commit({ request, scope: () => ({}), decide, replay }, options)
  }
}
