import { BudgetBookError } from '../../errors/error.js'
import { copyJson, type JsonValue } from '../../lib/json.js'
import type { HistoryEntry, HistoryQuery, PlacedHistoryEntry } from '../../storage/history.js'
import type { BookContext } from '../book-context.js'
import type { CallOptions } from '../call-options.js'

/** Reads entries of the history, newest first; throws `history_unsupported`. */
export async function readHistory(
  context: BookContext,
  query: HistoryQuery,
  options: CallOptions | undefined,
): Promise<readonly PlacedHistoryEntry[]> {
  const { storage, bookId } = context.parts
  return context.ask(
    options,
    async (checked) => {
      if (typeof storage.history !== 'function') throw historyUnsupported('adapter')
      return storage.history(bookId, query, checked)
    },
    Array.isArray,
  )
}

/** An entry as callers see it: a copy. */
export function copyEntry({ id, at, operationId, actor, changes }: HistoryEntry): HistoryEntry {
  return copyJson({ id, at, operationId, actor, changes } as object as JsonValue) as object as HistoryEntry
}

/** The error for a history that is not kept. */
export function historyUnsupported(reason: 'adapter' | 'off'): BudgetBookError<'history_unsupported'> {
  const message =
    reason === 'adapter'
      ? 'This storage keeps no history. Use that of memory, IndexedDB or SQL'
      : 'This book keeps no history. Open it with history: { keep: 1000 }'
  return new BudgetBookError('history_unsupported', message, { reason })
}
