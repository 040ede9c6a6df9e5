import type { AllocationViolation } from './allocation-violation.js'
import type { JsonValue } from '../lib/json.js'

/**
 * What is wrong with one field of an input: stable, so that an app can translate it.
 */
export type InputIssueCode =
  | 'required'
  | 'invalid_type'
  | 'invalid_value'
  | 'unknown_field'
  | 'too_short'
  | 'too_long'
  | 'too_small'
  | 'too_big'
  | 'invalid_amount'
  | 'too_many_decimals'
  | 'too_many_digits'
  | 'zero_amount'
  | 'negative_amount'
  | 'unknown_currency'
  | 'invalid_date'
  | 'invalid_month'
  | 'unsupported_text'
  | 'not_json'
  | 'duplicate'
  | 'unknown_category'
  | 'unreadable'

/** One thing that is wrong with an input. */
export interface InputIssue {
  /** Stable and for programs. */
  readonly code: InputIssueCode
  /** The argument's name, or the field where the argument has fields; `[]` for an object argument itself. */
  readonly path: readonly (string | number)[]
  /** For people; may change. */
  readonly message: string
  /** The numbers and texts that the message is made from. */
  readonly params?: Readonly<Record<string, JsonValue>>
}

/**
 * How far a storage adapter reaches, and how far it keeps writers apart.
 */
export type StorageReach = 'instance' | 'origin' | 'database'

/**
 * Why a storage cannot be used, as the adapters of the package name it; other adapters may say anything.
 */
export type UnavailableReason =
  | 'no_local_storage'
  | 'no_indexeddb'
  | 'no_lock'
  | 'tabs_out_of_touch'
  | 'blocked'
  | 'database_deleted'
  | 'foreign_database'
  | 'no_answer'
  | 'not_migrated'
  | 'connection_lost'
  | 'database_refused'
  | 'adapter_threw'
  | (string & Record<never, never>)

/** The typed `details` of a {@link BudgetBookError}, by its code. */
export interface ErrorDetails {
  /** The arguments are invalid; every issue that one look at them found is listed. */
  invalid_input: {
    /** Everything that is wrong, at least one. */
    readonly issues: readonly InputIssue[]
  }
  /** No such category, budget or expense in this book. */
  not_found: {
    /** What was looked for. */
    readonly type: 'category' | 'budget' | 'expense'
    /** The id that the book does not have. */
    readonly id: string
  }
  /** Another category has that name: the two have one `foldName`. */
  duplicate_category: {
    /** The other one's name, as it is written. */
    readonly name: string
    /** The other one; it may be archived. */
    readonly categoryId: string
  }
  /** The category has a budget in that month already. */
  duplicate_budget: {
    /** The month, `YYYY-MM`. */
    readonly month: string
    /** The category. */
    readonly categoryId: string
    /** The budget that is there. */
    readonly budgetId: string
  }
  /** The category has budgets or expenses; archive it instead. */
  category_in_use: {
    /** The category. */
    readonly categoryId: string
    /** How many budgets it has, in all months. */
    readonly budgetCount: number
    /** How many expenses it has, in all months. */
    readonly expenseCount: number
  }
  /** The category is archived and takes nothing new; restore it first. */
  category_archived: {
    /** The category. */
    readonly categoryId: string
    /** Its name. */
    readonly name: string
  }
  /** The months are closed; reopen them first. */
  month_closed: {
    /** Those that are in the way, `YYYY-MM`. */
    readonly months: readonly string[]
  }
  /** The book holds amounts; use `changeCurrency`. */
  currency_locked: {
    /** The book's currency. */
    readonly currency: string
    /** The one asked for. */
    readonly requested: string
  }
  /** The book holds budgets or expenses; use `changeMonthStart`. */
  month_start_locked: {
    /** The start day in force. */
    readonly monthStartDay: number
    /** The one asked for. */
    readonly requested: number
  }
  /** The allocation policy refused. */
  allocation_rejected: {
    /** The policy's name. */
    readonly policy: string
    /** The month whose budgets were to change, `YYYY-MM`. */
    readonly month: string
    /** What it found wrong. */
    readonly violations: readonly AllocationViolation[]
  }
  /** The allocation policy threw (see `cause`), returned a Promise, or returned something that is no decision. */
  policy_failed: {
    /** The policy's name. */
    readonly policy: string
    /** What it did. */
    readonly reason: 'threw' | 'promise' | 'not_a_decision'
  }
  /** The policy needs writers kept apart further than the adapter can. */
  isolation_insufficient: {
    /** The policy's name. */
    readonly policy: string
    /** Who can get at the data. */
    readonly reach: StorageReach
    /** Who is kept from racing. */
    readonly isolation: StorageReach
  }
  /** Other writers were in the way until the retries ran out, or an id is taken. Nothing was written. */
  conflict: {
    /** Which of the two. */
    readonly reason: 'id_taken' | 'retries_exhausted'
  }
  /** The storage is full; the old state is intact. */
  quota_exceeded: {
    /** The book that did not fit. */
    readonly bookId: string
  }
  /** What is stored, or the document, cannot be read; it was left as it is. */
  storage_corrupt: {
    /** The book. */
    readonly bookId: string
    /** Where it is: a key, a file, a row. */
    readonly location: string
    /** For people and logs. */
    readonly reason: string
  }
  /** What is stored, or the document, was written by a newer major version; it was left as it is. */
  storage_future_version: {
    /** Where it is. */
    readonly location: string
    /** Its version. */
    readonly found: string
    /** The newest version that this code knows. */
    readonly supported: string
  }
  /** The storage cannot be reached, or failed in a way that the adapter could not name; see `cause`. */
  storage_unavailable: {
    /** What is in the way, where the package's own adapters can name it; else for people and logs. */
    readonly reason: UnavailableReason
  }
  /** The commit may have happened or not; ask again with this operation id, and it happens once. */
  outcome_unknown: {
    /** The id that the caller gave, `null` where it gave none. */
    readonly operationId: string | null
  }
  /** The operation id was used for another request. */
  operation_mismatch: {
    /** The id. */
    readonly operationId: string
  }
  /** The signal was aborted and nothing was written; `cause` is its reason. */
  aborted: Readonly<Record<string, never>>
  /** The book, or its storage adapter, was closed. */
  closed: Readonly<Record<string, never>>
}

/**
 * Every code that a {@link BudgetBookError} can have. A minor version may add some; none changes its meaning.
 */
export type ErrorCode = keyof ErrorDetails
