import { monthSchema } from '../../model/fields.js'
import { validateArgument } from '../../model/validate.js'
import type { BookContext } from '../book-context.js'
import { monthIn } from '../find.js'
import type { MonthInfo, MonthsApi } from './api.js'
import { infoOf } from './month-info.js'

/** Makes the method that closes a month, or the one that reopens it. */
export function setClosed(
  context: BookContext,
  method: string,
  closed: boolean,
): MonthsApi['close' | 'reopen'] {
  return async (text, options) => {
    context.requireOpen()
    const month = validateArgument('month', monthSchema, text)
    const today = context.clock.today()
    const scope = () => ({ months: [month] })
    return context.commit<MonthInfo>(
      {
        request: [method, month],
        subject: { type: 'month', id: month },
        scope,
        decide: (view) => {
          const state = monthIn(view, month)
          const result = infoOf({ month, closed }, view, today)
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
}
