import type { CivilDate } from '../calendar/civil-date.js'
import { monthOf } from '../calendar/month-range.js'
import type { Month } from '../calendar/month.js'
import { monthSchema } from '../model/fields.js'
import { validateArgument } from '../model/validate.js'
import type { Head, MonthState, View } from '../storage/view.js'
import { computeUtilization } from '../utilization/compute-utilization.js'
import type { Utilization } from '../utilization/report.js'
import type { BookContext } from './book-context.js'
import type { CallOptions } from './call-options.js'
import { monthIn } from './find.js'

/** Makes `book.utilization`. */
export function monthReporter(
  context: BookContext,
): (month?: string, options?: CallOptions) => Promise<Utilization> {
  return async (month, options) => {
    context.requireOpen()
    const asked = month === undefined ? undefined : validateArgument('month', monthSchema, month)
    const today = asked === undefined ? context.clock.today() : undefined
    const monthOfReport = ({ settings }: Pick<Head, 'settings'>): Month =>
      asked ?? monthOf(today as CivilDate, settings.monthStartDay)
    const view = await context.read((head) => ({ months: [monthOfReport(head)] }), options)
    return reportOf(view, monthIn(view, monthOfReport(view)), context)
  }
}

function reportOf({ settings, categories }: View, state: MonthState, { parts }: BookContext): Utilization {
  const { month, closed, limitAtClose, budgets, spending } = state
  return computeUtilization({
    month,
    settings: { ...settings, monthlyLimit: closed ? limitAtClose : settings.monthlyLimit },
    categories,
    budgets,
    spending: Array.from(spending, ([categoryId, { spent, count }]) => ({
      categoryId,
      spent,
      expenseCount: count,
    })),
    thresholds: parts.thresholds,
  })
}
