import { monthStartDaySchema } from '../../model/fields.js'
import { validateArgument } from '../../model/validate.js'
import type { BookContext } from '../book-context.js'
import { parseLongChangeOptions } from '../call-options.js'
import { rebuildInSteps } from '../long-work.js'
import { settingsSubject } from '../if-match/precondition.js'
import type { SettingsApi } from './api.js'
import { getSettings } from './get.js'
import { restartMonths } from './restart-months.js'

/** Makes {@link SettingsApi.changeMonthStart}. */
export function changeMonthStart(context: BookContext): SettingsApi['changeMonthStart'] {
  const get = getSettings(context)
  return async (day, options) => {
    context.requireOpen()
    const monthStartDay = validateArgument('day', monthStartDaySchema, day)
    const { onProgress, ...mutation } = parseLongChangeOptions(options)
    const request = ['settings.changeMonthStart', monthStartDay]
    const rebuilt = await rebuildInSteps(
      async (rebuild) => context.rebuild({ request, rebuild, subject: settingsSubject }, mutation),
      (contents) => restartMonths(contents, monthStartDay),
      { signal: mutation.signal, onProgress },
    )
    return rebuilt ? rebuilt.settings : get()
  }
}
