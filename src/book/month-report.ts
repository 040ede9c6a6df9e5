import type { CivilDate } from '../calendar/civil-date.js'
import { monthOf } from '../calendar/month-range.js'
import type { Month } from '../calendar/month.js'
import { monthSchema } from '../model/fields.js'
import { validateArgument } from '../model/validate.js'
import type { Head } from '../storage/view.js'
import { reportOf } from '../utilization/report-of.js'
import { resolveThresholds } from '../utilization/thresholds.js'
import type { BookContext } from './book-context.js'
import type { BudgetBook } from './budget-book.js'
import { monthIn } from './find.js'
import { readStoredMonth } from './read-stored.js'

/** Makes {@link BudgetBook.utilization}. */
export function monthReporter(context: BookContext): BudgetBook['utilization'] {
  const { bookId, thresholds } = context.parts
  return async (month, options) => {
    context.requireOpen()
    const asked = month === undefined ? undefined : validateArgument('month', monthSchema, month)
    const today = asked === undefined ? context.clock.today() : undefined
    const monthOfReport = ({ settings }: Pick<Head, 'settings'>): Month =>
      asked ?? monthOf(today as CivilDate, settings.monthStartDay)
    const view = await context.read((head) => ({ months: [monthOfReport(head)] }), options)
    const stored = readStoredMonth(view, monthIn(view, monthOfReport(view)), bookId)
    return reportOf({ ...stored, thresholds: resolveThresholds(thresholds) })
  }
}
