/**
 * Every code that an answer can have, with its status. Core errors that a client cannot cause, such as damaged data
 * in the storage or a failing policy, are `internal_error`: a client can do nothing about them, and they would reveal internals.
 */
export const statusOfCode = {
  invalid_input: 400,
  duplicate_category: 400,
  duplicate_group: 400,
  duplicate_budget: 400,
  category_in_use: 400,
  group_in_use: 400,
  category_archived: 400,
  month_closed: 400,
  currency_locked: 400,
  // Only when a change of the start day is undone.
  month_start_locked: 400,
  allocation_rejected: 400,
  spending_rejected: 400,
  too_many_holds: 400,
  // Only for a document that is imported. In the storage they are internal_error.
  storage_corrupt: 400,
  storage_future_version: 400,
  unauthenticated: 401,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  hold_expired: 409,
  undo_conflict: 409,
  // The state is not the one that `If-Match` names.
  precondition_failed: 412,
  body_too_large: 413,
  unsupported_media_type: 415,
  operation_mismatch: 422,
  // For event streams, and for imports.
  too_many_streams: 429,
  too_many_imports: 429,
  internal_error: 500,
  history_unsupported: 501,
  storage_unavailable: 503,
  quota_exceeded: 503,
  outcome_unknown: 503,
  aborted: 503,
} as const

/** A code that an answer can have. */
export type HttpErrorCode = keyof typeof statusOfCode

/** The status of an error. */
export type ErrorStatus = (typeof statusOfCode)[HttpErrorCode]

/** All of them, for the schema. */
export const errorCodes = Object.keys(statusOfCode) as [HttpErrorCode, ...HttpErrorCode[]]

/** What kind of error it is, for people. */
export const titleOfCode: Readonly<Record<HttpErrorCode, string>> = {
  invalid_input: 'Invalid input',
  duplicate_category: 'Duplicate category',
  duplicate_group: 'Duplicate group',
  duplicate_budget: 'Duplicate budget',
  category_in_use: 'Category in use',
  group_in_use: 'Group in use',
  category_archived: 'Category archived',
  month_closed: 'Month closed',
  currency_locked: 'Currency locked',
  month_start_locked: 'Start day locked',
  allocation_rejected: 'Allocation rejected',
  spending_rejected: 'Spending rejected',
  too_many_holds: 'Too many holds',
  storage_corrupt: 'Damaged document',
  storage_future_version: 'Document of a newer version',
  unauthenticated: 'Unauthenticated',
  not_found: 'Not found',
  method_not_allowed: 'Method not allowed',
  conflict: 'Conflict',
  hold_expired: 'Hold expired',
  undo_conflict: 'Cannot be undone',
  precondition_failed: 'Changed since it was read',
  body_too_large: 'Body too large',
  unsupported_media_type: 'Unsupported media type',
  operation_mismatch: 'Idempotency key used for another request',
  too_many_streams: 'Too many streams',
  too_many_imports: 'Too many imports',
  internal_error: 'Internal error',
  history_unsupported: 'No history',
  storage_unavailable: 'Storage unavailable',
  quota_exceeded: 'Storage full',
  outcome_unknown: 'Outcome unknown',
  aborted: 'Aborted',
}
