import type { AbortSignalLike } from '../errors/abort.js'
import type { StorageReach } from '../errors/error-details.js'
import type { JsonObject } from '../errors/json.js'
import type { Month } from '../calendar/month.js'
import type { Amount } from '../money/amount.js'
import type { Budget, Category, Expense, Settings } from '../model/entities.js'

/** What an adapter can promise. */
export interface Capabilities {
  /** Who else can get at the same data: nobody outside this adapter, every tab of the origin, everyone on the database. */
  readonly reach: StorageReach
  /** Which of them are kept from racing each other. */
  readonly isolation: StorageReach
  /** What a resolved write survives: nothing, a crash some seconds later, a crash of the process, a loss of power. */
  readonly durability: 'none' | 'deferred' | 'process_crash' | 'disk'
}

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

/** An expense together with the month it was sorted into. */
export type StoredExpense = Expense & {
  /** The month, by the start day in force. */
  readonly month: Month
}

/** What a transaction sees: one instant of the book, shared with nobody. */
export interface View extends Head {
  /** The months in scope. */
  readonly months: ReadonlyMap<Month, MonthState>
  /** The budgets in scope, `null` where there is none. */
  readonly budgets: ReadonlyMap<string, Budget | null>
  /** The expenses in scope, `null` where there is none. */
  readonly expenses: ReadonlyMap<string, StoredExpense | null>
}

/**
 * One change to a book. `insert` fails with `conflict` where the id is taken; `put` and `remove` need the entity in
 * the view, because the totals need its old value; every month that a change touches must be in the view.
 */
export type Change =
  | { readonly op: 'insert' | 'put'; readonly type: 'category'; readonly value: Category }
  | { readonly op: 'insert' | 'put'; readonly type: 'budget'; readonly value: Budget }
  | { readonly op: 'insert' | 'put'; readonly type: 'expense'; readonly value: StoredExpense }
  | { readonly op: 'remove'; readonly type: 'category'; readonly id: string }
  | { readonly op: 'remove'; readonly type: 'budget'; readonly id: string }
  | { readonly op: 'remove'; readonly type: 'expense'; readonly id: string }
  | { readonly op: 'put'; readonly type: 'settings'; readonly value: Settings }
  | {
      readonly op: 'put'
      readonly type: 'month'
      readonly month: Month
      readonly closed: boolean
      readonly limitAtClose: Amount | null
    }

/** What a repeated operation gets instead of being done again. The adapter only keeps it. */
export type Receipt = JsonObject

/** What a decider returns. */
export interface Decision {
  /** All of them are made, or none. */
  readonly changes: readonly Change[]
  /** Kept with the operation id, where the caller gave one. */
  readonly receipt: Receipt
}

/** Decides, on a fresh view, what to change, or throws to refuse: pure, synchronous, perhaps run again. */
export type Decide = (view: View) => Decision

/** A caller's name for one mutation, so that asking twice does it once. */
export interface Operation {
  /** The caller's id, unique in the book. */
  readonly id: string
  /** What was asked: another request under the same id is `operation_mismatch`. */
  readonly fingerprint: string
}

/** Options of a read. */
export interface ReadOptions {
  /** Aborts the call where it still can be. */
  readonly signal?: AbortSignalLike | undefined
}

/** Options of a commit. */
export interface CommitOptions extends ReadOptions {
  /** Where the caller named it. */
  readonly operation: Operation | null
  /** Who commits: comes back in the notices, so that a book knows its own. */
  readonly source: string
}

/** What became of a commit. */
export interface Committed {
  /** Whether the operation had been done before, and nothing was done now. */
  readonly replayed: boolean
  /** This decision's receipt, or the first one's. */
  readonly receipt: Receipt
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

/** Everything in a book, for full-book work. */
export interface BookContents extends Head {
  /** Months that are closed. */
  readonly closedMonths: readonly { readonly month: Month; readonly limitAtClose: Amount | null }[]
  /** All budgets. */
  readonly budgets: readonly Budget[]
  /** All expenses. */
  readonly expenses: readonly StoredExpense[]
}

/** Changes one entity at a time, by type, as an event lists them. */
export interface ChangeSummary {
  /** What changed; the ids of `'settings'` are empty, those of `'month'` are months. */
  readonly type: 'settings' | 'category' | 'budget' | 'expense' | 'month'
  /** How. */
  readonly action: 'created' | 'updated' | 'removed'
  /** Which. */
  readonly ids: readonly string[]
}

/** What an adapter tells its subscribers after a commit. */
export interface CommitNotice {
  /** Who committed; `null` where the adapter cannot tell. */
  readonly source: string | null
  /** The caller's operation id, where it gave one. */
  readonly operationId: string | null
  /** The months whose report may have changed. */
  readonly months: readonly Month[] | 'all'
  /** What changed; `'unknown'` where the adapter cannot tell. */
  readonly changes: readonly ChangeSummary[] | 'unknown'
}

/**
 * Keeps books. Any object that passes the conformance suite of `budgetbook/testing` serves; the guide on storage says
 * how to write one. Every method may reject with a `BudgetBookError` of the storage codes; objects that come in or go
 * out are never shared.
 */
export interface StorageAdapter {
  /** Makes ready, and says what it can promise; may be called again. */
  open(): Promise<Capabilities>
  /** One instant of a book. */
  read(bookId: string, scope: ScopeOf, options?: ReadOptions): Promise<View>
  /** A page of expenses. */
  page(bookId: string, page: PageOf, options?: ReadOptions): Promise<readonly StoredExpense[]>
  /** Everything in a book, at one instant. */
  readAll(bookId: string, options?: ReadOptions): Promise<BookContents>
  /** The one write primitive: shows `decide` a fresh view, and makes all its changes or none. */
  transact(bookId: string, scope: ScopeOf, decide: Decide, options: CommitOptions): Promise<Committed>
  /** Rewrites a book as a whole, all or nothing: `rebuild` is pure, synchronous, perhaps run again, and may throw to refuse. */
  replace(
    bookId: string,
    rebuild: (contents: BookContents) => { readonly contents: BookContents; readonly receipt: Receipt },
    options: CommitOptions,
  ): Promise<Committed>
  /** Removes a book with everything in it. */
  deleteBook(bookId: string): Promise<void>
  /** Tells `listener` of each commit, those of other clients too where the adapter can. */
  subscribe?(bookId: string, listener: (notice: CommitNotice) => void): () => void
  /** Lets go of everything; later calls are `closed`. */
  close(): Promise<void>
}
