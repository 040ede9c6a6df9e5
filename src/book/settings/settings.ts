import type { BookContext } from '../book-context.js'
import type { SettingsApi } from './api.js'
import { changeCurrency } from './change-currency.js'
import { changeMonthStart } from './change-month-start.js'
import { getSettings } from './get.js'
import { updateSettings } from './update.js'

/** Makes {@link SettingsApi}. */
export function settingsApi(context: BookContext): SettingsApi {
  return {
    get: getSettings(context),
    update: updateSettings(context),
    changeCurrency: changeCurrency(context),
    changeMonthStart: changeMonthStart(context),
  }
}
