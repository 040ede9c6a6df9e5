import { copyHold, copyWithoutMonth } from '../../model/entity-copies.js'
import { compareHolds } from '../../model/hold.js'
import { entityToStore } from '../../storage/later-fields.js'
import type { BookContents } from '../../storage/view.js'
import { Phase, type Steps } from '../long-work.js'
import { checksumDocument, countItems } from './checksum-document.js'
import { byMonth } from './write-document.js'

/**
 * Identifies an import for its operation id: the checksum of the contents as a document of version 1.0. Later fields
 * are included only where they are used. So an import that an older version did is recognized when it is repeated.
 */
export function* requestSum(contents: BookContents): Steps<string> {
  const { settings, categories, groups, closedMonths, budgets, holds } = contents
  const phase = new Phase('writing', contents.expenses.length + countItems({ ...contents }))
  const expenses: object[] = []
  yield* phase.each(contents.expenses, (chunk) => {
    for (const expense of chunk) expenses.push(entityToStore(copyWithoutMonth(expense)))
  })
  const body = {
    format: 'budgetbook',
    version: '1.0',
    settings,
    categories: categories.map(entityToStore),
    ...(groups.length > 0 ? { groups } : {}),
    closedMonths: closedMonths.toSorted(byMonth),
    budgets: budgets.toSorted(byMonth),
    expenses,
    ...(holds.length > 0 ? { holds: holds.map(copyHold).toSorted(compareHolds) } : {}),
  }
  return yield* checksumDocument(body, phase)
}
