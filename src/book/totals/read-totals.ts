import * as z from 'zod/mini'
import { eachMonth } from '../../calendar/each-month.js'
import { monthRange } from '../../calendar/month-range.js'
import type { Month } from '../../calendar/month.js'
import { monthSchema } from '../../model/fields.js'
import { validate } from '../../model/validate.js'
import type { Head, MonthState, View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import type { BudgetBook } from '../budget-book.js'
import { monthIn } from '../find.js'
import { hasEntries } from '../months/list.js'
import type { MonthOfTotals } from './totals.js'
import { totalsIn } from './totals-in.js'

const rangeSchema = z.strictObject({ from: z.optional(monthSchema), to: z.optional(monthSchema) })

/** Makes {@link BudgetBook.totals}. */
export function totalsReader(context: BookContext): BudgetBook['totals'] {
  return async (range = {}, options) => {
    context.requireOpen()
    const { from, to } = validate(rangeSchema, range)
    const asked = from !== undefined && to !== undefined ? eachMonth(from, to) : null
    const view = await context.read(() => ({ months: asked ?? 'all' }), options)
    const months = asked ?? monthsIn(view, (month) => (from ?? month) <= month && month <= (to ?? month))
    const { settings, categories, ...rest } = totalsIn(view, months, context)
    return {
      settings,
      categories,
      months: months.map((month) => monthOfTotals(monthIn(view, month), view)),
      ...rest,
    }
  }
}

/** The months that hold something, oldest first. */
function monthsIn({ months }: View, isWithin: (month: Month) => boolean): Month[] {
  const states = [...months.values()].filter((state) => hasEntries(state) && isWithin(state.month))
  return states.map(({ month }) => month).sort()
}

function monthOfTotals({ month, closed, limitAtClose }: MonthState, { settings }: Head): MonthOfTotals {
  const { start, end } = monthRange(month, settings.monthStartDay)
  return { month, start, end, closed, monthlyLimit: closed ? limitAtClose : settings.monthlyLimit }
}
