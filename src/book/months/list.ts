import { monthOf } from '../../calendar/month-range.js'
import { isLive } from '../../model/hold.js'
import type { MonthState } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import type { MonthInfo, MonthsApi } from './api.js'
import { infoOf } from './month-info.js'

/** Makes {@link MonthsApi.list}. */
export function listMonths(context: BookContext): MonthsApi['list'] {
  return async (options) => {
    const today = context.clock.today()
    const now = context.clock.timestamp()
    const view = await context.read(() => ({ months: 'all' }), options)
    const current = monthOf(today, view.settings.monthStartDay)
    const listed: Pick<MonthState, 'month' | 'closed'>[] = [...view.months.values()].filter(
      (state) =>
        state.month === current || hasEntries(state) || state.holds.some((hold) => isLive(hold, now)),
    )
    if (!view.months.has(current)) listed.push({ month: current, closed: false })
    return listed.map((state) => infoOf(state, view, today)).sort(newestFirst)
  }
}

/** Whether a month is closed, or has budgets or expenses. An adapter may keep a month that has become empty. */
export function hasEntries({ closed, budgets, spending }: MonthState): boolean {
  return closed || budgets.length > 0 || spending.size > 0
}

function newestFirst(a: MonthInfo, b: MonthInfo): number {
  return a.month > b.month ? -1 : 1
}
