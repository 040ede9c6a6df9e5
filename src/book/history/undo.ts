import { idSchema } from '../../model/fields.js'
import { validateArgument } from '../../model/validate.js'
import type { Receipt } from '../../storage/change.js'
import type { HistoryEntry } from '../../storage/history.js'
import type { BookContext } from '../book-context.js'
import { parseMutationOptions, type CallOptions } from '../call-options.js'
import { found } from '../find.js'
import { idsOf, receiptOf } from '../receipts.js'
import type { HistoryApi } from './api.js'
import { inverter } from './inverse.js'
import { copyEntry, historyUnsupported, readHistory } from './read.js'
import { scopeOfUndo } from './undo-scope.js'

/** Makes {@link HistoryApi.undo}. */
export function undoEntry(context: BookContext): HistoryApi['undo'] {
  const read = async (id: string, options?: CallOptions) =>
    (await readHistory(context, { limit: 1, id }, options))[0]?.entry
  const replay = async (receipt: Receipt): Promise<HistoryEntry> => {
    const [id] = idsOf(receipt, context.parts.bookId, 1) as [string]
    return copyEntry(found(await read(id), 'history_entry', id))
  }
  return async (entryId, options) => {
    context.requireOpen()
    const id = validateArgument('entryId', idSchema, entryId)
    if (!context.parts.history) throw historyUnsupported('off')
    const checked = parseMutationOptions(options)
    const inverse = inverter(context)
    // An entry never changes, so it need not be read in the transaction.
    return context.readFirst(
      () => read(id, { signal: checked.signal }),
      async (entry, commits) => {
        let made: HistoryEntry | undefined
        const undone = await commits.commit<HistoryEntry | undefined>(
          {
            request: ['history.undo', id],
            scope: (head) => (entry ? scopeOfUndo(entry, head) : {}),
            decide: (view, newEntryId) => ({
              result: undefined,
              changes: inverse(view, found(entry, 'history_entry', id)),
              receipt: receiptOf([newEntryId()]),
            }),
            onEntry: (told) => {
              made = told
            },
            replay,
          },
          checked,
        )
        return undone ?? copyEntry(found(made, 'history_entry', id))
      },
    )
  }
}
