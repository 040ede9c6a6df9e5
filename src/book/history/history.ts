import type { BookContext } from '../book-context.js'
import type { HistoryApi } from './api.js'
import { listHistory } from './list.js'
import { undoEntry } from './undo.js'

/** Makes `book.history`. */
export function historyApi(context: BookContext): HistoryApi {
  return { list: listHistory(context), undo: undoEntry(context) }
}
