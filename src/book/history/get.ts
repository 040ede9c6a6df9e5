import { idSchema } from '../../model/fields.js'
import { validateArgument } from '../../model/validate.js'
import type { BookContext } from '../book-context.js'
import { found } from '../find.js'
import type { HistoryApi } from './api.js'
import { copyEntry, readHistory } from './read.js'

/** Makes {@link HistoryApi.get}. */
export function getEntry(context: BookContext): HistoryApi['get'] {
  return async (entryId, options) => {
    context.requireOpen()
    const id = validateArgument('entryId', idSchema, entryId)
    const [placed] = await readHistory(context, { limit: 1, id }, options)
    return copyEntry(found(placed?.entry, 'history_entry', id))
  }
}
