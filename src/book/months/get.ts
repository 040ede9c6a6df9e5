import { monthSchema } from '../../model/fields.js'
import { validateArgument } from '../../model/validate.js'
import type { BookContext } from '../book-context.js'
import { monthIn } from '../find.js'
import type { MonthsApi } from './api.js'
import { infoOf } from './month-info.js'

/** Makes {@link MonthsApi.get}. */
export function getMonth(context: BookContext): MonthsApi['get'] {
  return async (text, options) => {
    context.requireOpen()
    const month = validateArgument('month', monthSchema, text)
    const today = context.clock.today()
    const view = await context.read(() => ({ months: [month] }), options)
    return infoOf(monthIn(view, month), view, today)
  }
}
