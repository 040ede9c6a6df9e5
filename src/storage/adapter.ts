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
 *
 * @example
 * ```ts
 * import { BookState, monthOf, type ScopeOf } from 'budgetbook'
 *
 * const scope: ScopeOf = ({ settings }) => ({ months: [monthOf('2026-02-14', settings.monthStartDay)] })
 * console.log([...new BookState().read(scope).months.keys()]) // => [ '2026-02' ]
 * ```
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

/**
 * An expense together with the month it was sorted into.
 *
 * @example
 * ```ts
 * import { BookState, type StoredExpense } from 'budgetbook'
 *
 * const expenses: readonly StoredExpense[] = new BookState().snapshot().contents.expenses
 * console.log(expenses.filter(({ month }) => month === '2026-02').length) // => 0
 * ```
 */
export type StoredExpense = Expense & {
  /** The month, by the start day in force. */
  readonly month: Month
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

/**
 * One change to a book. `insert` fails with `conflict` where the id is taken; `put` and `remove` need the entity in
 * the view, because the totals need its old value; every month that a change touches must be in the view.
 *
 * @example
 * ```ts
 * import { BookState, defaultSettings, type Change } from 'budgetbook'
 *
 * const change: Change = { op: 'put', type: 'settings', value: { ...defaultSettings, monthStartDay: 25 } }
 * const state = new BookState()
 * state.transact(() => ({}), () => ({ changes: [change], receipt: {} }), { operation: null })
 * console.log(state.read(() => ({})).settings.monthStartDay) // => 25
 * ```
 */
export type Change =
  | EntityPut<'category', Category>
  | EntityPut<'budget', Budget>
  | EntityPut<'expense', StoredExpense>
  | EntityRemoval<'category'>
  | EntityRemoval<'budget'>
  | EntityRemoval<'expense'>
  | SettingsPut
  | MonthPut

/** A new entity, or a new value of one that is there. */
export interface EntityPut<Type extends string, Value> {
  /** Whether it is new. */
  readonly op: 'insert' | 'put'
  /** What it is. */
  readonly type: Type
  /** The whole of it. */
  readonly value: Value
}

/** An entity that goes. */
export interface EntityRemoval<Type extends string> {
  /** It goes. */
  readonly op: 'remove'
  /** What it is. */
  readonly type: Type
  /** Which. */
  readonly id: string
}

/** A new value of the settings. */
export interface SettingsPut {
  /** A new value. */
  readonly op: 'put'
  /** The settings. */
  readonly type: 'settings'
  /** All of them. */
  readonly value: Settings
}

/** A month that closes, or opens again. */
export interface MonthPut {
  /** A new value. */
  readonly op: 'put'
  /** Whether a month is closed. */
  readonly type: 'month'
  /** Which. */
  readonly month: Month
  /** Whether it is closed now. */
  readonly closed: boolean
  /** The limit in force when it closed; `null` where there was none, or it is open. */
  readonly limitAtClose: Amount | null
}

/**
 * What a repeated operation gets instead of being done again. The adapter only keeps it.
 *
 * @example
 * ```ts
 * import { BookState, type Receipt } from 'budgetbook'
 *
 * const receipt: Receipt = { ids: ['category-1'] }
 * const operation = { id: 'first', fingerprint: '1' }
 * const state = new BookState()
 * state.transact(() => ({}), () => ({ changes: [], receipt }), { operation })
 * console.log(state.transact(() => ({}), () => ({ changes: [], receipt: {} }), { operation }))
 * // => { replayed: true, receipt: { ids: [ 'category-1' ] } }
 * ```
 */
export type Receipt = JsonObject

/** What a decider returns. */
export interface Decision {
  /** All of them are made, or none. */
  readonly changes: readonly Change[]
  /** Kept with the operation id, where the caller gave one. */
  readonly receipt: Receipt
}

/**
 * Decides, on a fresh view, what to change, or throws to refuse: pure, synchronous, perhaps run again.
 *
 * @example
 * ```ts
 * import { BookState, type Decide } from 'budgetbook'
 *
 * const lowerStartDay: Decide = ({ settings }) => {
 *   if (settings.monthStartDay === 1) throw new Error('it is the first already')
 *   return { changes: [{ op: 'put', type: 'settings', value: { ...settings, monthStartDay: 1 } }], receipt: {} }
 * }
 * try {
 *   new BookState().transact(() => ({}), lowerStartDay, { operation: null })
 * } catch (error) {
 *   console.log(String(error)) // => Error: it is the first already
 * }
 * ```
 */
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

/**
 * Where an expense stands in the order of a page.
 *
 * @example
 * ```ts
 * import { BookState, type ExpensePosition } from 'budgetbook'
 *
 * const page = new BookState().page(() => ({ limit: 10 }))
 * const last: ExpensePosition | undefined = page.at(-1) // where the next page goes on
 * console.log(last) // => undefined
 * ```
 */
export type ExpensePosition = Pick<Expense, 'date' | 'createdAt' | 'id'>

/**
 * Chooses the page from the head: a month's dates depend on the settings of the same instant.
 *
 * @example
 * ```ts
 * import { BookState, type PageOf } from 'budgetbook'
 *
 * const newest: PageOf = () => ({ limit: 10 })
 * console.log(new BookState().page(newest)) // => []
 * ```
 */
export type PageOf = (head: Head) => PageQuery

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
 * out are never shared, unless they are frozen.
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
