import { copyWithoutMonth } from '../../model/entity-copies.js'
import { entityToStore } from '../../storage/later-fields.js'
import type { BookContents } from '../../storage/view.js'
import { Phase, type Steps } from '../long-work.js'
import { checksumDocument, countItems } from './checksum-document.js'
import { byMonth } from './write-document.js'

/**
 * Identifies an import for its operation id. It is the checksum of the document of version 1.0 that has the contents,
 * with what came later only where it is used: an import that an older version did is recognized when it is repeated.
 */
export function* requestSum({ settings, groups, ...lists }: BookContents): Steps<string> {
  const body = {
    format: 'budgetbook',
    version: '1.0',
    settings,
    categories: lists.categories.map(entityToStore),
    ...(groups.length > 0 ? { groups } : {}),
    closedMonths: lists.closedMonths.toSorted(byMonth),
    budgets: lists.budgets.toSorted(byMonth),
    expenses: lists.expenses.map((expense) => entityToStore(copyWithoutMonth(expense))),
  }
  return yield* checksumDocument(body, new Phase('writing', countItems(body)))
}
