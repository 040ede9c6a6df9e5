import * as z from 'zod/mini'
import { validate } from '../../model/validate.js'
import { computePace } from '../../planning/pace/compute-pace.js'
import type { Head } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import type { BudgetBook } from '../budget-book.js'
import { monthIn } from '../find.js'
import { monthAsked } from './month-asked.js'
import { totalsIn } from './totals-in.js'
import { upcomingHolds, withHolds } from './upcoming-holds.js'
import type { PaceOptions } from './pace-options.js'

// computePace checks them. Here only a misspelled name is found.
const optionsSchema = z.strictObject({
  signal: z.optional(z.unknown()),
  shapes: z.optional(z.unknown()),
  upcoming: z.optional(z.unknown()),
  minDays: z.optional(z.unknown()),
})

/** Makes {@link BudgetBook.pace}. */
export function paceReporter(context: BookContext): BudgetBook['pace'] {
  return async (month, options = {}) => {
    context.requireOpen()
    const { shapes, upcoming, minDays, signal } = validate(optionsSchema, options) as PaceOptions
    const monthOfReport = monthAsked(context, month)
    const today = context.clock.today()
    const scope = (head: Head) => ({ months: [monthOfReport(head)] })
    const view = await context.read(scope, { signal })
    const asked = monthOfReport(view)
    const holds = upcomingHolds(view, monthIn(view, asked), context, today)
    return computePace({
      ...totalsIn(view, [asked], context),
      month: asked,
      today,
      shapes,
      upcoming: withHolds(upcoming, holds),
      minDays,
    })
  }
}
