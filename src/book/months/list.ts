import { monthOf } from '../../calendar/month-range.js'
import type { MonthState } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import type { MonthInfo, MonthsApi } from './api.js'
import { infoOf } from './month-info.js'

/** Makes {@link MonthsApi.list}. */
export function listMonths(context: BookContext): MonthsApi['list'] {
  return async (options) => {
    const today = context.clock.today()
    const view = await context.read(() => ({ months: 'all' }), options)
    const current = monthOf(today, view.settings.monthStartDay)
    const listed: Pick<MonthState, 'month' | 'closed'>[] = [...view.months.values()].filter(
      (state) => state.month === current || holdsSomething(state),
    )
    if (!view.months.has(current)) listed.push({ month: current, closed: false })
    return listed.map((state) => infoOf(state, view, today)).sort(newestFirst)
  }
}

/** Whether a month is not empty. An adapter may keep a month that has become empty. */
export function holdsSomething({ closed, budgets, spending, holds }: MonthState): boolean {
  return closed || budgets.length > 0 || spending.size > 0 || holds.length > 0
}

function newestFirst(a: MonthInfo, b: MonthInfo): number {
  return a.month > b.month ? -1 : 1
}
