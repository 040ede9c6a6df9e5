import { idSchema } from '../../model/fields.js'
import { validateArgument } from '../../model/validate.js'
import type { Receipt } from '../../storage/change.js'
import type { HistoryEntry } from '../../storage/history.js'
import type { View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { found } from '../find.js'
import { idsOf, receiptOf } from '../receipts.js'
import type { HistoryApi } from './api.js'
import { inverter } from './inverse.js'
import { copyEntry, historyUnsupported, readHistory } from './read.js'
import { scopeOfUndo } from './undo-scope.js'

/** Makes {@link HistoryApi.undo}. */
export function undoEntry(context: BookContext): HistoryApi['undo'] {
  const read = async (id: string) => (await readHistory(context, { limit: 1, id }, undefined))[0]?.entry
  const replay = async (receipt: Receipt): Promise<HistoryEntry> => {
    const [id] = idsOf(receipt, context.parts.bookId, 1) as [string]
    return copyEntry(found(await read(id), 'history_entry', id))
  }
  return async (entryId, options) => {
    context.requireOpen()
    const id = validateArgument('entryId', idSchema, entryId)
    if (!context.parts.history) throw historyUnsupported('off')
    // An entry never changes, so it need not be read in the transaction.
    const entry = await read(id)
    const inverse = inverter(context)
    let made: HistoryEntry | undefined
    const decide = (view: View, newEntryId: () => string) => {
      const changes = inverse(view, found(entry, 'history_entry', id))
      return { result: undefined, changes, receipt: receiptOf([newEntryId()]) }
    }
    const replayed = await context.commit<HistoryEntry | undefined>(
      {
        request: ['history.undo', id],
        scope: (head) => (entry ? scopeOfUndo(entry, head) : {}),
        decide,
        onEntry: (undone) => {
          made = undone
        },
        replay,
      },
      options,
    )
    return replayed ?? copyEntry(found(made, 'history_entry', id))
  }
}
