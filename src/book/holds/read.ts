import * as z from 'zod/mini'
import { copyHold } from '../../model/entity-copies.js'
import { idSchema, monthSchema } from '../../model/fields.js'
import { compareHolds, isLive } from '../../model/hold.js'
import { validate, validateArgument } from '../../model/validate.js'
import type { BookContext } from '../book-context.js'
import { findCategory, shownHoldIn } from '../find.js'
import type { HoldsApi } from './api.js'
import { soundHold } from './sound-hold.js'

/** Makes {@link HoldsApi.get}. */
export function getHold(context: BookContext): HoldsApi['get'] {
  return async (id, options) => {
    context.requireOpen()
    const checked = validateArgument('id', idSchema, id)
    const now = context.clock.timestamp()
    const view = await context.read(() => ({ holds: [checked] }), options)
    return copyHold(soundHold(shownHoldIn(view, checked, now), view, context.parts.bookId))
  }
}

const filterSchema = z.strictObject({
  month: z.optional(monthSchema),
  categoryId: z.optional(idSchema),
})

/** Makes {@link HoldsApi.list}. */
export function listHolds(context: BookContext): HoldsApi['list'] {
  return async (filter = {}, options) => {
    context.requireOpen()
    const { month, categoryId } = validate(filterSchema, filter)
    const now = context.clock.timestamp()
    const view = await context.read(() => ({ months: month === undefined ? 'all' : [month] }), options)
    if (categoryId !== undefined) findCategory(view, categoryId)
    return [...view.months.values()]
      .flatMap(({ holds }) => holds)
      .filter((hold) => isLive(hold, now) && (categoryId === undefined || hold.categoryId === categoryId))
      .sort(compareHolds)
      .map((hold) => copyHold(soundHold(hold, view, context.parts.bookId)))
  }
}
