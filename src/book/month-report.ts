import type { Month } from '../calendar/month.js'
import { frozenJson, isSameJson, type JsonObject } from '../lib/json.js'
import { LruMap } from '../lib/lru.js'
import type { Head, MonthState } from '../storage/view.js'
import { reportOf } from '../utilization/report-of.js'
import type { Utilization } from '../utilization/report.js'
import { resolveThresholds } from '../utilization/thresholds.js'
import type { BookContext } from './book-context.js'
import type { BudgetBook } from './budget-book.js'
import { monthIn } from './find.js'
import { readHeldMonth } from './spending/held-month.js'
import { monthAsked } from './totals/month-asked.js'

/** Makes {@link BudgetBook.utilization}. */
export function monthReporter(context: BookContext): BudgetBook['utilization'] {
  const reports = new MonthReports(context)
  return async (month, options) => {
    context.requireOpen()
    const monthOfReport = monthAsked(context, month)
    const view = await context.read((head) => ({ months: [monthOfReport(head)] }), options)
    return reports.of(view, monthIn(view, monthOfReport(view)))
  }
}

/** A report, and the objects that it was made of. */
interface MadeReport extends Pick<Head, 'settings' | 'categories'> {
  readonly state: MonthState
  readonly report: Utilization
}

// An app shows at most two years side by side.
const mostReports = 24

/** The last reports. A report that would say the same as the last report of its month is the same object. */
class MonthReports {
  readonly #context: BookContext
  readonly #made = new LruMap<Month, MadeReport>(mostReports)

  constructor(context: BookContext) {
    this.#context = context
  }

  of(head: Head, state: MonthState): Utilization {
    const { settings, categories } = head
    const last = this.#made.get(state.month)
    // An adapter that keeps frozen objects gives the same ones until they change. Others give copies.
    const isSame = last?.state === state && last.settings === settings && last.categories === categories
    // What is on hold depends on the time.
    if (last && isSame && state.holds.length === 0) return last.report
    const { bookId, thresholds } = this.#context.parts
    const stored = readHeldMonth(head, state, bookId, () => this.#context.clock.timestamp())
    const made = reportOf({ ...stored, thresholds: resolveThresholds(thresholds) })
    const report = last && isSameJson(last.report, made) ? last.report : frozenReport(made)
    this.#made.set(state.month, { settings, categories, state, report })
    return report
  }
}

function frozenReport(report: Utilization): Utilization {
  return frozenJson(report as object as JsonObject) as object as Utilization
}
