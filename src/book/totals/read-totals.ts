import * as z from 'zod/mini'
import { eachMonth } from '../../calendar/each-month.js'
import { monthRange } from '../../calendar/month-range.js'
import type { Month } from '../../calendar/month.js'
import { copyEntity } from '../../model/entity-copies.js'
import { monthSchema } from '../../model/fields.js'
import { validate } from '../../model/validate.js'
import type { Head, MonthState } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import type { BudgetBook } from '../budget-book.js'
import { monthIn } from '../find.js'
import { holdsSomething } from '../months/list.js'
import { readStoredMonth } from '../read-stored.js'
import type { MonthlySpending, MonthOfTotals } from './totals.js'

const rangeSchema = z.strictObject({ from: z.optional(monthSchema), to: z.optional(monthSchema) })

/** Makes {@link BudgetBook.totals}. */
export function totalsReader(context: BookContext): BudgetBook['totals'] {
  return async (range = {}, options) => {
    context.requireOpen()
    const { from, to } = validate(rangeSchema, range)
    const asked = from !== undefined && to !== undefined ? eachMonth(from, to) : null
    const view = await context.read(() => ({ months: asked ?? 'all' }), options)
    const isWithin = ({ month }: MonthState) => (from ?? month) <= month && month <= (to ?? month)
    const states = asked
      ? asked.map((month) => monthIn(view, month))
      : [...view.months.values()]
          .filter((state) => holdsSomething(state) && isWithin(state))
          .sort(oldestFirst)
    // Finds damage, as a report of the month does.
    for (const state of states) readStoredMonth(view, state, context.parts.bookId)
    return {
      settings: { ...view.settings },
      categories: view.categories.map(copyEntity),
      months: states.map((state) => monthOfTotals(state, view)),
      budgets: states.flatMap(({ budgets }) => budgets.map(copyEntity)),
      spending: states.flatMap(spendingOf),
      thresholds: { ...context.parts.thresholds },
    }
  }
}

function oldestFirst(a: { readonly month: Month }, b: { readonly month: Month }): number {
  return a.month < b.month ? -1 : 1
}

function monthOfTotals({ month, closed, limitAtClose }: MonthState, { settings }: Head): MonthOfTotals {
  const { start, end } = monthRange(month, settings.monthStartDay)
  return { month, start, end, closed, monthlyLimit: closed ? limitAtClose : settings.monthlyLimit }
}

function spendingOf({ month, spending }: MonthState): MonthlySpending[] {
  return Array.from(spending, ([categoryId, { spent, count }]) => ({
    month,
    categoryId,
    spent,
    expenseCount: count,
  }))
}
