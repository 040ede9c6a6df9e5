import type { AllocationViolation } from './allocation-violation.js'
import type { JsonValue } from '../lib/json.js'

/**
 * What is wrong with one field of an input. Codes are stable, so an app can translate them.
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
  | 'withdrawn_currency'
  | 'invalid_date'
  | 'invalid_month'
  | 'unsupported_text'
  | 'not_json'
  | 'duplicate'
  | 'unknown_category'
  | 'unreadable'

/** One thing that is wrong with an input. */
export interface InputIssue {
  /** For programs; stable. */
  readonly code: InputIssueCode
  /**
   * Where the problem is. The path begins with the argument's name, or with the field if the argument is an object.
   * `[]` is the object itself.
   */
  readonly path: readonly (string | number)[]
  /** For people; may change. */
  readonly message: string
  /** The numbers and texts in the message. */
  readonly params?: Readonly<Record<string, JsonValue>>
}

/**
 * How far a storage adapter reaches, and how far it keeps writers apart.
 */
export type StorageReach = 'instance' | 'origin' | 'database'

/**
 * Why a storage cannot be used. The package's own adapters use these names; other adapters may use any text.
 */
export type UnavailableReason =
  | 'no_local_storage'
  | 'no_indexeddb'
  | 'no_lock'
  | 'lock_timeout'
  | 'storage_cleared'
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
  /** The arguments are invalid. The issues list everything that one check found. */
  invalid_input: {
    /** Everything that is wrong; at least one issue. */
    readonly issues: readonly InputIssue[]
  }
  /** No such category, group, budget, expense, hold or history entry in this book. */
  not_found: {
    /** What was looked for. */
    readonly type: 'category' | 'group' | 'budget' | 'expense' | 'hold' | 'history_entry'
    /** The id that the book does not have. */
    readonly id: string
  }
  /** Another category of the group has that name. Names are the same if `foldName` makes them equal. */
  duplicate_category: {
    /** The other category's name, as it was written. */
    readonly name: string
    /** The other category. It may be archived. */
    readonly categoryId: string
  }
  /** Another group has that name. Names are the same if `foldName` makes them equal. */
  duplicate_group: {
    /** The other group's name, as it was written. */
    readonly name: string
    /** The other group. */
    readonly groupId: string
  }
  /** The category already has a budget in that month. */
  duplicate_budget: {
    /** The month, `YYYY-MM`. */
    readonly month: string
    /** The category. */
    readonly categoryId: string
    /** The budget that the category has. */
    readonly budgetId: string
  }
  /** The category has budgets, expenses or holds; archive it instead. */
  category_in_use: {
    /** The category. */
    readonly categoryId: string
    /** How many budgets it has, in all months. */
    readonly budgetCount: number
    /** How many expenses it has, in all months. */
    readonly expenseCount: number
    /** How many open holds it has, in all months. */
    readonly holdCount: number
  }
  /** The group has categories. Take them out of it first. */
  group_in_use: {
    /** The group. */
    readonly groupId: string
    /** How many categories it has, archived ones too. */
    readonly categoryCount: number
  }
  /** The category is archived and takes no new budgets or expenses. Restore it first. */
  category_archived: {
    /** The category. */
    readonly categoryId: string
    /** Its name. */
    readonly name: string
  }
  /** The months are closed; reopen them first. */
  month_closed: {
    /** The closed months that the call would change, `YYYY-MM`. */
    readonly months: readonly string[]
    /** If a hold was to be committed: the open holds of these months. */
    readonly holdIds?: readonly string[]
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
    /** What the policy found wrong. */
    readonly violations: readonly AllocationViolation[]
  }
  /** The spending policy refused. */
  spending_rejected: {
    /** The policy's name. */
    readonly policy: string
    /** The month of the spending, `YYYY-MM`. */
    readonly month: string
    /** What the policy found wrong. */
    readonly violations: readonly AllocationViolation[]
  }
  /** The hold has expired. Use `spend` for a new decision, or `record` if the money is already spent. */
  hold_expired: {
    /** The hold. */
    readonly id: string
    /** When it expired: an instant in UTC. */
    readonly expiresAt: string
  }
  /** The month has as many open holds as it can have. Commit or release some. */
  too_many_holds: {
    /** The month, `YYYY-MM`. */
    readonly month: string
    /** How many it can have. */
    readonly maximum: number
  }
  /** There is no history: the storage cannot keep one (`'adapter'`), or the book was opened without it (`'off'`). */
  history_unsupported: {
    /** Which of the two it is. */
    readonly reason: 'adapter' | 'off'
  }
  /** The entry cannot be undone, because the book is not as the entry left it. Nothing was changed. */
  undo_conflict: {
    /** The entry. */
    readonly entryId: string
    /**
     * Why: something was `'changed'` since; the `'currency'` was changed; a `'newer_version'` made the entry; or the
     * entry is of work on the `'whole_book'`, which cannot be undone. Export the book before such work.
     */
    readonly reason: 'changed' | 'currency' | 'newer_version' | 'whole_book'
    /** What was changed since, or is gone. */
    readonly ids: readonly string[]
  }
  /** A policy threw (see `cause`), returned a Promise, or returned something that is not a decision. */
  policy_failed: {
    /** The policy's name. */
    readonly policy: string
    /** What the policy did. */
    readonly reason: 'threw' | 'promise' | 'not_a_decision'
  }
  /** The policy needs all writers to be serialized, and the adapter cannot do that. */
  isolation_insufficient: {
    /** The policy's name. */
    readonly policy: string
    /** Who can reach the data. */
    readonly reach: StorageReach
    /** How far the adapter serializes writers. */
    readonly isolation: StorageReach
  }
  /** The thing was changed since it was read: no tag of `ifMatch` matches it now. Nothing was changed by this call. */
  precondition_failed: {
    /** What was to be changed. */
    readonly type: 'settings' | 'category' | 'group' | 'budget' | 'expense' | 'hold' | 'month'
    /** Its id. For a month it is the month, and for the settings `'settings'`. */
    readonly id: string
  }
  /**
   * Other writers changed the book during every attempt, an id is taken, or an import was planned before the book
   * changed its currency. Nothing was written.
   */
  conflict: {
    /** Which of them it was. */
    readonly reason: 'id_taken' | 'retries_exhausted' | 'plan_outdated'
  }
  /** The storage is full; the old state is intact. */
  quota_exceeded: {
    /** The book that did not fit. */
    readonly bookId: string
  }
  /** The stored data, or an imported document, cannot be read. It was left as it is. */
  storage_corrupt: {
    /** The book. */
    readonly bookId: string
    /** Where the data is: a key, a file, a row. */
    readonly location: string
    /** For people and logs. */
    readonly reason: string
  }
  /** A newer major version wrote the stored data, or the imported document. It was left as it is. */
  storage_future_version: {
    /** Where it is. */
    readonly location: string
    /** Its version. */
    readonly found: string
    /** The newest version that this code knows. */
    readonly supported: string
  }
  /** The storage cannot be reached, or failed for an unknown reason. See `cause`. */
  storage_unavailable: {
    /** Why it failed: a name that the package's own adapters use, or other text for people and logs. */
    readonly reason: UnavailableReason
  }
  /**
   * It is unknown whether the change was stored. Repeat the call with this operation id: the change is then made
   * once.
   */
  outcome_unknown: {
    /** The caller's operation id, or `null` if it gave none. */
    readonly operationId: string | null
  }
  /** The operation id was used for another request. */
  operation_mismatch: {
    /** The id. */
    readonly operationId: string
  }
  /** The signal was aborted and nothing was written. `cause` is the signal's reason. */
  aborted: Readonly<Record<string, never>>
  /** The book, or its storage adapter, was closed. */
  closed: Readonly<Record<string, never>>
}

/**
 * Every code that a {@link BudgetBookError} can have. A minor version may add codes, but never changes what one
 * means.
 */
export type ErrorCode = keyof ErrorDetails
