import type { BookContext } from '../book-context.js'
import type { SettingsApi } from './api.js'

/** Makes {@link SettingsApi.get}. */
export function getSettings(context: BookContext): SettingsApi['get'] {
  return async (options) => ({ ...(await context.read(() => ({}), options)).settings })
}
