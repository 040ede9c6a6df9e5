import * as z from 'zod/mini'
import { copyWithoutMonth } from '../../model/entity-copies.js'
import { monthRange } from '../../calendar/month-range.js'
import { civilDateSchema, idSchema, monthSchema, wholeNumberSchema } from '../../model/fields.js'
import { validate } from '../../model/validate.js'
import type { PageOf } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { onSoundMonths } from '../read-stored.js'
import type { ExpensesApi } from './api.js'
import { cursorSchema, parseCursor, writeCursor } from './expense-cursor.js'

/** The most expenses that a page can have. */
export const largestPage = 1_000

/** What a caller passes to list expenses. */
export const filterSchema = z.strictObject({
  month: z.optional(monthSchema),
  categoryId: z.optional(idSchema),
  from: z.optional(civilDateSchema),
  to: z.optional(civilDateSchema),
  limit: z.optional(wholeNumberSchema(1, largestPage)),
  cursor: z.optional(z.nullable(cursorSchema)),
})

/** Makes {@link ExpensesApi.list}. */
export function listExpenses(context: BookContext): ExpensesApi['list'] {
  const { storage, bookId } = context.parts
  return async (filter = {}, options) => {
    context.requireOpen()
    const { month, categoryId, limit = 100, cursor, ...dates } = validate(filterSchema, filter)
    const after = cursor == null ? undefined : parseCursor(cursor)
    const pageOf: PageOf = ({ settings }) => {
      const range = month === undefined ? undefined : monthRange(month, settings.monthStartDay)
      const from = [dates.from, range?.start]
        .filter((date) => date !== undefined)
        .sort()
        .at(-1)
      const to = [dates.to, range?.end]
        .filter((date) => date !== undefined)
        .sort()
        .at(0)
      // Asking for one more tells whether there is a next page.
      return { categoryId, from, to, limit: limit + 1, after }
    }
    const found = await context.ask(
      options,
      (checked) => storage.page(bookId, onSoundMonths(bookId, pageOf), checked),
      Array.isArray,
    )
    const items = found.slice(0, limit).map(copyWithoutMonth)
    const last = items.at(-1)
    return { items, nextCursor: found.length > limit && last ? writeCursor(last) : null }
  }
}
