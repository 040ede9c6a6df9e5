import type { Month } from '../calendar/month.js'
import type { Amount } from '../money/amount.js'
import type { Budget } from '../model/budget.js'
import type { Category } from '../model/category.js'
import type { CategoryGroup } from '../model/category-group.js'
import type { Expense, StoredExpense } from '../model/expense.js'
import type { StoredHold } from '../model/hold.js'
import type { Settings } from '../model/settings.js'

/** The part that every view of a book has. */
export interface Head {
  /** The book's settings. A book that was never written has the defaults. */
  readonly settings: Settings
  /** All categories, in the user's order. A new one is the last. */
  readonly categories: readonly Category[]
  /** All groups of categories, in the user's order. A new one is the last. */
  readonly groups: readonly CategoryGroup[]
}

/** What a transaction or a read needs besides the head. */
export interface Scope {
  /** Months. Each is in the view, even if nothing of it is stored. `'all'` means every stored month. */
  readonly months?: readonly Month[] | 'all'
  /** Ids of budgets. Their months are in the view too. */
  readonly budgets?: readonly string[]
  /** Ids of expenses. Their months are in the view too. */
  readonly expenses?: readonly string[]
  /** Ids of holds. Their months are in the view too. */
  readonly holds?: readonly string[]
}

/**
 * Chooses the scope from the head. It is pure and synchronous. It runs inside the transaction, because the month of a
 * date depends on settings that another writer may be changing.
 */
export type ScopeOf = (head: Head) => Scope

/** What was spent in a category in a month. The adapter keeps it, so that a report need not read expenses. */
export interface CategorySpending {
  /** The exact sum of the expenses. */
  readonly spent: Amount
  /** How many expenses there are. A category without expenses is not listed. */
  readonly count: number
}

/** A month as an adapter keeps it. It is small, however many expenses the month has. */
export interface MonthState {
  /** The month. */
  readonly month: Month
  /** Whether it is closed. */
  readonly closed: boolean
  /** The limit in force when the month was closed. `null` without a limit, and for an open month. */
  readonly limitAtClose: Amount | null
  /** Its budgets, in the order in which they were created. */
  readonly budgets: readonly Budget[]
  /** What was spent, by category id. */
  readonly spending: ReadonlyMap<string, CategorySpending>
  /** Its holds that were neither committed nor released, expired ones too: by `createdAt`, then by id. */
  readonly holds: readonly StoredHold[]
}

/** What a transaction sees: the book at one instant. It is frozen or a copy. */
export interface View extends Head {
  /** The months in scope. */
  readonly months: ReadonlyMap<Month, MonthState>
  /** The budgets in scope. `null` for an id that does not exist. */
  readonly budgets: ReadonlyMap<string, Budget | null>
  /** The expenses in scope. `null` for an id that does not exist. */
  readonly expenses: ReadonlyMap<string, StoredExpense | null>
  /** The holds in scope. `null` for an id that does not exist. */
  readonly holds: ReadonlyMap<string, StoredHold | null>
}

/** Everything in a book, for full-book work. */
export interface BookContents extends Head {
  /** The closed months. */
  readonly closedMonths: readonly {
    /** The month. */
    readonly month: Month
    /** The limit in force when the month was closed; `null` without a limit. */
    readonly limitAtClose: Amount | null
  }[]
  /** All budgets. */
  readonly budgets: readonly Budget[]
  /** All expenses. */
  readonly expenses: readonly StoredExpense[]
  /** All holds. */
  readonly holds: readonly StoredHold[]
}

/** Which expenses to page through, newest first: by date, then createdAt, then id, all descending. */
export interface PageQuery {
  /** Only this category's. */
  readonly categoryId?: string | undefined
  /** From this date on, inclusive. */
  readonly from?: string | undefined
  /** Up to this date, inclusive. */
  readonly to?: string | undefined
  /** How many at most; one or more. */
  readonly limit: number
  /** Only expenses that come after this one in the order. */
  readonly after?: ExpensePosition | undefined
}

/** The position of an expense in the order of pages. */
export type ExpensePosition = Pick<Expense, 'date' | 'createdAt' | 'id'>

/** Chooses the page from the head, because the dates of a month depend on the settings of the same instant. */
export type PageOf = (head: Head) => PageQuery
