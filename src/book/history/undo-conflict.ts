import { BudgetBookError } from '../../errors/error.js'
import type { ErrorDetails } from '../../errors/details.js'
import type { HistoryEntry } from '../../storage/history.js'

/** The error for an entry that cannot be undone. */
export function undoConflict(
  { id }: Pick<HistoryEntry, 'id'>,
  reason: ErrorDetails['undo_conflict']['reason'],
  ids: readonly string[] = [],
): BudgetBookError<'undo_conflict'> {
  return new BudgetBookError('undo_conflict', messages[reason](ids), { entryId: id, reason, ids })
}

const messages = {
  changed: (ids: readonly string[]) =>
    `The entry cannot be undone: what it changed was changed again, or is gone (${ids.slice(0, 5).join(', ')})`,
  currency: () => 'The entry cannot be undone: the currency of the book was changed since',
  newer_version: () => 'The entry cannot be undone: a newer version of the package made it',
  whole_book: () => 'Work on the whole book cannot be undone. Import an export that was made before it',
} as const
