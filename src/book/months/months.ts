import { monthOf } from '../../calendar/month-range.js'
import { monthSchema } from '../../model/fields.js'
import { validateArgument } from '../../model/validate.js'
import type { MonthState } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { monthIn } from '../find.js'
import type { MonthInfo, MonthsApi } from './api.js'
import { infoOf } from './month-info.js'
import { setClosed } from './set-closed.js'

/** Makes {@link MonthsApi}. */
export function monthsApi(context: BookContext): MonthsApi {
  return {
    list: async (options) => {
      const today = context.clock.today()
      const view = await context.read(() => ({ months: 'all' }), options)
      const current = monthOf(today, view.settings.monthStartDay)
      const listed: Pick<MonthState, 'month' | 'closed'>[] = [...view.months.values()].filter(
        (state) => state.month === current || isListed(state),
      )
      if (!view.months.has(current)) listed.push({ month: current, closed: false })
      return listed.map((state) => infoOf(state, view, today)).sort(newestFirst)
    },
    get: async (text, options) => {
      context.requireOpen()
      const month = validateArgument('month', monthSchema, text)
      const today = context.clock.today()
      const view = await context.read(() => ({ months: [month] }), options)
      return infoOf(monthIn(view, month), view, today)
    },
    close: setClosed(context, 'months.close', true),
    reopen: setClosed(context, 'months.reopen', false),
  }
}

// An adapter may keep a month that has become empty.
function isListed({ closed, budgets, spending }: MonthState): boolean {
  return closed || budgets.length > 0 || spending.size > 0
}

function newestFirst(a: MonthInfo, b: MonthInfo): number {
  return a.month > b.month ? -1 : 1
}
