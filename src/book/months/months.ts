import type { BookContext } from '../book-context.js'
import type { MonthsApi } from './api.js'
import { getMonth } from './get.js'
import { listMonths } from './list.js'
import { setClosed } from './set-closed.js'

/** Makes {@link MonthsApi}. */
export function monthsApi(context: BookContext): MonthsApi {
  return {
    list: listMonths(context),
    get: getMonth(context),
    close: setClosed(context, 'months.close', true),
    reopen: setClosed(context, 'months.reopen', false),
  }
}
