import type { Amount } from '../../money/amount.js'
import type { Month } from '../../calendar/month.js'
import type { Budget } from '../../model/budget.js'
import type { Category } from '../../model/category.js'
import type { CategoryGroup } from '../../model/category-group.js'
import type { Expense } from '../../model/expense.js'
import type { Hold } from '../../model/hold.js'
import type { Settings } from '../../model/settings.js'
import type { HistoryEntry } from '../../storage/history.js'

/** A closed month, and the limit that was in force when it closed. */
export interface ClosedMonth {
  /** The month. */
  readonly month: Month
  /** `null` if there was no limit. */
  readonly limitAtClose: Amount | null
}

/** Everything in a book as one plain JSON document: for a backup, or to move to another storage. */
export interface BookDocument {
  /** Marks a document of this package. */
  readonly format: 'budgetbook'
  /** The version of the document's format, `major.minor`. */
  readonly version: string
  /** The checksum of everything else. It reveals damage. */
  readonly checksum: string
  /** The settings. */
  readonly settings: Settings
  /** All categories, in the user's order. */
  readonly categories: readonly Category[]
  /** All groups of categories, in the user's order. A document of version 1.0 has none. */
  readonly groups: readonly CategoryGroup[]
  /** The months that are closed. */
  readonly closedMonths: readonly ClosedMonth[]
  /** All budgets. */
  readonly budgets: readonly Budget[]
  /** All expenses. */
  readonly expenses: readonly Expense[]
  /** All holds that were neither committed nor released. A document of an older version has none. */
  readonly holds: readonly Hold[]
  /** The history, oldest first, if it was asked for. An import leaves it out. */
  readonly history?: readonly HistoryEntry[]
}

/** The version of documents that this package writes, and the newest major version that it reads. */
export const documentVersion = { major: 1, minor: 2 }
