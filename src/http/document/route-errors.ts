/** The errors of every route that needs a book. Opening a book may write to the storage. */
export const readErrors = [
  'invalid_input',
  'unauthenticated',
  'internal_error',
  'storage_unavailable',
  'quota_exceeded',
  'outcome_unknown',
  'aborted',
] as const

/** The errors of every route that reads, and takes a body. */
export const questionErrors = [...readErrors, 'body_too_large', 'unsupported_media_type'] as const

/** The errors of every route that changes something. */
const changeErrors = [...readErrors, 'conflict', 'operation_mismatch'] as const

/** The errors of every route that changes something by a body. */
export const bodyErrors = [...changeErrors, 'body_too_large', 'unsupported_media_type'] as const

/** The errors of every route that changes one thing. */
export const oneChangeErrors = [...changeErrors, 'precondition_failed'] as const

/** The errors of every route that changes one thing by a body. */
export const oneBodyErrors = [...bodyErrors, 'precondition_failed'] as const
