import { monthStartDaySchema } from '../../model/fields.js'
import { validateArgument } from '../../model/validate.js'
import type { BookContext } from '../book-context.js'
import type { SettingsApi } from './api.js'
import { getSettings } from './get.js'
import { restartMonths } from './restart-months.js'

/** Makes {@link SettingsApi.changeMonthStart}. */
export function changeMonthStart(context: BookContext): SettingsApi['changeMonthStart'] {
  const get = getSettings(context)
  return async (day, options) => {
    context.requireOpen()
    const monthStartDay = validateArgument('day', monthStartDaySchema, day)
    const rebuilt = await context.rebuild(
      {
        request: ['settings.changeMonthStart', monthStartDay],
        rebuild: (contents) => restartMonths(contents, monthStartDay),
      },
      options,
    )
    return rebuilt ? rebuilt.settings : get()
  }
}
