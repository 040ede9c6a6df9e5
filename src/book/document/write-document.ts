import type { Month } from '../../calendar/month.js'
import { copyHold, copyWithoutMonth } from '../../model/entity-copies.js'
import type { Expense } from '../../model/expense.js'
import { compareHolds, type Hold } from '../../model/hold.js'
import type { HistoryEntry } from '../../storage/history.js'
import type { BookContents } from '../../storage/view.js'
import { withSoundAmount } from '../holds/sound-hold.js'
import { Phase, type Steps } from '../long-work.js'
import { documentVersion, type BookDocument } from './book-document.js'
import { checksumDocument, countItems } from './checksum-document.js'

/** Writes everything in a book as a document. */
export function* writeDocument(
  contents: BookContents,
  bookId: string,
  history?: readonly HistoryEntry[],
): Steps<BookDocument> {
  const expenses: Expense[] = []
  const body = {
    format: 'budgetbook',
    version: `${documentVersion.major}.${documentVersion.minor}`,
    settings: contents.settings,
    categories: contents.categories,
    groups: contents.groups,
    // Storages return months in any order. Sorted, a book makes the same document on every storage.
    closedMonths: contents.closedMonths.toSorted(byMonth),
    budgets: contents.budgets.toSorted(byMonth),
    expenses,
    holds: exportedHolds(contents, bookId),
    ...(history && { history }),
  } as const
  const phase = new Phase('writing', contents.expenses.length + countItems({ ...contents, history }))
  yield* phase.each(contents.expenses, (chunk) => {
    for (const expense of chunk) expenses.push(copyWithoutMonth(expense))
  })
  return { ...body, checksum: yield* checksumDocument(body, phase) }
}

// As the book itself reads them: see `soundHold`. The category of a hold may be gone; then the hold is left out.
function exportedHolds(contents: BookContents, bookId: string): Hold[] {
  const known = new Set(contents.categories.map(({ id }) => id))
  return contents.holds
    .filter(({ categoryId }) => known.has(categoryId))
    .map((hold) => copyHold(withSoundAmount(hold, contents, bookId)))
    .toSorted(compareHolds)
}

/** The earlier month first. */
export function byMonth(a: { readonly month: Month }, b: { readonly month: Month }): number {
  return a.month === b.month ? 0 : a.month < b.month ? -1 : 1
}
