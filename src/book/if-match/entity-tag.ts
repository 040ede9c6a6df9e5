import { guardInput, requireObject } from '../../errors/invalid-input.js'
import { canonicalJson } from '../../lib/canonical-json.js'
import { fingerprintOfText } from '../../lib/fingerprint.js'
import type { Budget } from '../../model/budget.js'
import type { Category } from '../../model/category.js'
import type { CategoryGroup } from '../../model/category-group.js'
import type { Expense } from '../../model/expense.js'
import type { Hold } from '../../model/hold.js'
import type { Settings } from '../../model/settings.js'
import type { MonthInfo } from '../months/api.js'

/** The things that have a tag. A book returns them, and a change of one can name its tag. */
export type TaggedEntity = Settings | Category | CategoryGroup | Budget | Expense | Hold | MonthInfo

/**
 * The tag of an entity, for the option `ifMatch` of a later change: a fingerprint of all its fields, of 64 bits. Equal
 * entities have the same tag, in any process and on any adapter, and the order of fields makes no difference. The tag
 * finds changes. It is not a signature.
 *
 * @param entity - The whole entity, as a method of the book returned it.
 * @returns 16 hexadecimal digits.
 * @throws `invalid_input` for anything but an object of plain data.
 *
 * @example
 * ```ts
 * import { createMemoryAdapter, entityTag, isBudgetBookError, openBudgetBook } from 'budgetbook'
 *
 * const book = await openBudgetBook({ storage: createMemoryAdapter() })
 * const read = await book.categories.create({ name: 'Travel' })
 * await book.categories.update(read.id, { name: 'Trips' }) // somebody else
 * const mine = book.categories.update(read.id, { name: 'Journeys' }, { ifMatch: entityTag(read) })
 * console.log(await mine.catch((error) => isBudgetBookError(error, 'precondition_failed'))) // => true
 * ```
 */
export function entityTag(entity: TaggedEntity): string {
  return guardInput(() => {
    requireObject(entity, 'An entity')
    return fingerprintOfText(canonicalJson(entity))
  })
}
