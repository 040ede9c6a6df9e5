import type { Month } from '../calendar/month.js'
import type { Amount } from '../money/amount.js'
import type { Budget } from '../model/budget.js'
import type { Category } from '../model/category.js'
import type { Expense, StoredExpense } from '../model/expense.js'
import type { Settings } from '../model/settings.js'

/** What every view of a book has. */
export interface Head {
  /** The book's settings; the defaults in a book that was never written. */
  readonly settings: Settings
  /** All categories, in the order in which they were created. */
  readonly categories: readonly Category[]
}

/** What a transaction, or a read, needs to see beside the head. */
export interface Scope {
  /** Months, each given even where nothing is stored of it; `'all'` for those of which something is. */
  readonly months?: readonly Month[] | 'all'
  /** Budgets by id; their months come along. */
  readonly budgets?: readonly string[]
  /** Expenses by id; their months come along. */
  readonly expenses?: readonly string[]
}

/**
 * Chooses the scope from the head: pure, synchronous, and evaluated inside the transaction, because the month of a
 * date depends on settings that another writer may be changing.
 */
export type ScopeOf = (head: Head) => Scope

/** What was spent in a category in a month: kept by the adapter, so that a report reads no expense. */
export interface CategorySpending {
  /** The exact sum of the expenses. */
  readonly spent: Amount
  /** How many there are; one that has none is not listed. */
  readonly count: number
}

/** A month as an adapter keeps it: small, however many expenses it has. */
export interface MonthState {
  /** The month. */
  readonly month: Month
  /** Whether it is closed. */
  readonly closed: boolean
  /** The limit in force when it closed; `null` where there was none, or the month is open. */
  readonly limitAtClose: Amount | null
  /** Its budgets, in the order in which they were created. */
  readonly budgets: readonly Budget[]
  /** By category id. */
  readonly spending: ReadonlyMap<string, CategorySpending>
}

/** What a transaction sees: one instant of the book, shared with nobody or frozen. */
export interface View extends Head {
  /** The months in scope. */
  readonly months: ReadonlyMap<Month, MonthState>
  /** The budgets in scope, `null` where there is none. */
  readonly budgets: ReadonlyMap<string, Budget | null>
  /** The expenses in scope, `null` where there is none. */
  readonly expenses: ReadonlyMap<string, StoredExpense | null>
}

/** Everything in a book, for full-book work. */
export interface BookContents extends Head {
  /** Months that are closed. */
  readonly closedMonths: readonly {
    /** The month. */
    readonly month: Month
    /** The limit in force when it closed; `null` where there was none. */
    readonly limitAtClose: Amount | null
  }[]
  /** All budgets. */
  readonly budgets: readonly Budget[]
  /** All expenses. */
  readonly expenses: readonly StoredExpense[]
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
  /** Only those that come after this one in the order. */
  readonly after?: ExpensePosition | undefined
}

/** Where an expense stands in the order of a page. */
export type ExpensePosition = Pick<Expense, 'date' | 'createdAt' | 'id'>

/** Chooses the page from the head: a month's dates depend on the settings of the same instant. */
export type PageOf = (head: Head) => PageQuery
