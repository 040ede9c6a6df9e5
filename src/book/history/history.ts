import type { BookContext } from '../book-context.js'
import type { HistoryApi } from './api.js'
import { getEntry } from './get.js'
import { listHistory } from './list.js'
import { undoEntry } from './undo.js'

/** Makes `book.history`. */
export function historyApi(context: BookContext): HistoryApi {
  return { get: getEntry(context), list: listHistory(context), undo: undoEntry(context) }
}
