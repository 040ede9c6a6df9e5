import type { CivilDate } from '../../calendar/civil-date.js'
import { monthOf, monthRange } from '../../calendar/month-range.js'
import type { Month } from '../../calendar/month.js'
import { monthSchema } from '../../model/fields.js'
import { validate } from '../../model/validate.js'
import type { MonthState, View } from '../../storage/view.js'
import { computeUtilization } from '../../utilization/compute-utilization.js'
import type { Utilization } from '../../utilization/report.js'
import type { BookContext } from '../book-context.js'
import type { CallOptions, MutationOptions } from '../call-options.js'
import { monthIn } from '../find.js'

/** A month as a selector shows it. */
export interface MonthInfo {
  /** The month. */
  readonly month: Month
  /** Its first day, inclusive. */
  readonly start: CivilDate
  /** Its last day, inclusive. */
  readonly end: CivilDate
  /** Whether it is closed. */
  readonly closed: boolean
  /** Whether today falls in it. */
  readonly current: boolean
}

/** The months of a book. */
export interface MonthsApi {
  /**
   * Reports a month from the kept totals: reads no expense.
   * @param month - `YYYY-MM`.
   * @defaultValue `month` is the current one
   */
  utilization(month?: string, options?: CallOptions): Promise<Utilization>
  /** Every month with a budget or an expense, and the current one; newest first. */
  months(options?: CallOptions): Promise<MonthInfo[]>
  /** Closes a month: it keeps the limit now in force, and cannot be changed until it is reopened. */
  closeMonth(month: string, options?: MutationOptions): Promise<MonthInfo>
  /** Reopens a month: the limit now in force counts for it again. */
  reopenMonth(month: string, options?: MutationOptions): Promise<MonthInfo>
}

/** Makes {@link MonthsApi}. */
export function monthsApi(context: BookContext): MonthsApi {
  const setClosed = async (method: string, text: string, closed: boolean, options?: MutationOptions) => {
    context.requireOpen()
    const month = validate(monthSchema, text)
    const today = context.today()
    const scope = () => ({ months: [month] })
    return context.commit<MonthInfo>(
      {
        request: [method, month],
        scope,
        decide: (view) => {
          const state = monthIn(view, month)
          const result = infoOf({ ...state, closed }, view, today)
          if (state.closed === closed) return { result, changes: [] }
          const limitAtClose = closed ? view.settings.monthlyLimit : null
          return { result, changes: [{ op: 'put', type: 'month', month, closed, limitAtClose }] }
        },
        replay: async () => {
          const view = await context.read(scope, undefined)
          return infoOf(monthIn(view, month), view, today)
        },
      },
      options,
    )
  }

  return {
    utilization: async (month, options) => {
      context.requireOpen()
      const asked = month === undefined ? undefined : validate(monthSchema, month)
      const today = asked === undefined ? context.today() : undefined
      const monthOfReport = ({ settings }: Pick<View, 'settings'>): Month =>
        asked ?? monthOf(today as CivilDate, settings.monthStartDay)
      const view = await context.read((head) => ({ months: [monthOfReport(head)] }), options)
      return reportOf(view, monthIn(view, monthOfReport(view)), context)
    },
    months: async (options) => {
      const today = context.today()
      const current = ({ settings }: Pick<View, 'settings'>) => monthOf(today, settings.monthStartDay)
      const view = await context.read(() => ({ months: 'all' }), options)
      const listed = [...view.months.values()].filter(
        ({ budgets, spending, month }) => budgets.length > 0 || spending.size > 0 || month === current(view),
      )
      const infos = listed.map((state) => infoOf(state, view, today))
      if (!infos.some((info) => info.current))
        infos.push(infoOf({ month: current(view), closed: false }, view, today))
      return infos.sort((a, b) => (a.month > b.month ? -1 : 1))
    },
    closeMonth: async (month, options) => setClosed('closeMonth', month, true, options),
    reopenMonth: async (month, options) => setClosed('reopenMonth', month, false, options),
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

function infoOf(
  { month, closed }: Pick<MonthState, 'month' | 'closed'>,
  { settings }: View,
  today: CivilDate,
): MonthInfo {
  const { start, end } = monthRange(month, settings.monthStartDay)
  return { month, start, end, closed, current: today >= start && today <= end }
}
