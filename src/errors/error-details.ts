import type { AllocationViolation } from './allocation-violation.js'
import type { JsonValue } from './json.js'

/**
 * What is wrong with one field of an input: stable, so that an app can translate it.
 *
 * @example
 * ```ts
 * import type { InputIssueCode } from 'budgetbook'
 *
 * const german: Partial<Record<InputIssueCode, string>> = { required: 'Pflichtfeld', zero_amount: 'Darf nicht null sein' }
 * console.log(german.required) // => Pflichtfeld
 * ```
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
  /** Where in the input, `[]` for the input itself: `['amount']`, `[3, 'date']`. */
  readonly path: readonly (string | number)[]
  /** For people; may change. */
  readonly message: string
  /** The numbers and texts that the message is made from. */
  readonly params?: Readonly<Record<string, JsonValue>>
}

/**
 * How far a storage adapter reaches, and how far it keeps writers apart.
 *
 * @example
 * ```ts
 * import { createMemoryAdapter, type StorageReach } from 'budgetbook'
 *
 * const isolation: StorageReach = (await createMemoryAdapter().open()).isolation
 * console.log(isolation) // => instance
 * ```
 */
export type StorageReach = 'instance' | 'origin' | 'database'

/** The typed `details` of a {@link BudgetBookError}, by its code. */
export interface ErrorDetails {
  /** The input is not what the call takes; every issue found is listed. */
  invalid_input: { readonly issues: readonly InputIssue[] }
  /** No such category, budget or expense in this book. */
  not_found: { readonly type: 'category' | 'budget' | 'expense'; readonly id: string }
  /** Another category has that name, regardless of case and Unicode form. */
  duplicate_category: { readonly name: string; readonly categoryId: string }
  /** The category has a budget in that month already. */
  duplicate_budget: { readonly month: string; readonly categoryId: string; readonly budgetId: string }
  /** The category has budgets or expenses; archive it instead. */
  category_in_use: {
    readonly categoryId: string
    readonly budgetCount: number
    readonly expenseCount: number
  }
  /** The category is archived and takes nothing new; restore it first. */
  category_archived: { readonly categoryId: string; readonly name: string }
  /** The months are closed; reopen them first. */
  month_closed: { readonly months: readonly string[] }
  /** The book holds amounts; use `changeCurrency`. */
  currency_locked: { readonly currency: string; readonly requested: string }
  /** The book holds budgets or expenses; use `changeMonthStart`. */
  month_start_locked: { readonly monthStartDay: number; readonly requested: number }
  /** The allocation policy refused. */
  allocation_rejected: {
    readonly policy: string
    readonly month: string
    readonly violations: readonly AllocationViolation[]
  }
  /** The allocation policy threw (see `cause`), returned a Promise, or returned something that is no decision. */
  policy_failed: { readonly policy: string; readonly reason: 'threw' | 'promise' | 'not_a_decision' }
  /** The policy needs writers kept apart further than the adapter can. */
  isolation_insufficient: {
    readonly policy: string
    readonly reach: StorageReach
    readonly isolation: StorageReach
  }
  /** Other writers were in the way until the retries ran out, or an id is taken. Nothing was written. */
  conflict: { readonly reason: 'id_taken' | 'retries_exhausted' }
  /** The storage is full; the old state is intact. */
  quota_exceeded: { readonly bookId: string }
  /** What is stored cannot be read; it was left as it is, under `location`. */
  storage_corrupt: { readonly bookId: string; readonly location: string; readonly reason: string }
  /** What is stored, or the document, was written by a newer major version; it was left as it is. */
  storage_future_version: { readonly location: string; readonly found: string; readonly supported: string }
  /** The storage cannot be reached, or failed in a way that the adapter could not name; see `cause`. */
  storage_unavailable: { readonly reason: string }
  /** The commit may have happened or not; ask again with this operation id, and it happens once. */
  outcome_unknown: { readonly operationId: string | null }
  /** The operation id was used for another request. */
  operation_mismatch: { readonly operationId: string }
  /** The signal was aborted and nothing was written; `cause` is its reason. */
  aborted: Readonly<Record<string, never>>
  /** The book, or its storage adapter, was closed. */
  closed: Readonly<Record<string, never>>
}

/**
 * Every code that a {@link BudgetBookError} can have. A minor version may add some; none changes its meaning.
 *
 * @example
 * ```ts
 * import type { ErrorCode } from 'budgetbook'
 *
 * const worthRetrying = new Set<ErrorCode>(['conflict', 'storage_unavailable'])
 * console.log(worthRetrying.has('conflict')) // => true
 * ```
 */
export type ErrorCode = keyof ErrorDetails
