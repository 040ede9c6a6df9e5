import { HTTPException } from 'hono/http-exception'
import { documentLocation } from '../../book/document/read-document.js'
import { isBudgetBookError, type AnyBudgetBookError, type BudgetBookError } from '../../errors/error.js'
import type { ErrorDetails } from '../../errors/details.js'
import type { JsonObject, JsonValue } from '../../lib/json.js'
import { refuseAllocation, type Asked } from './allocation-refusal.js'
import { refuseInput } from './input-refusal.js'
import { internalError, Refusal } from './refusal.js'
import { snakeCase } from './snake-case.js'
import { refuseSpending } from './spending-refusal.js'

/** Turns whatever was thrown into the answer for the client. */
export function toRefusal(error: unknown, asked: Asked | undefined): Refusal {
  if (error instanceof Refusal) return error
  if (isBudgetBookError(error)) return fromBook(error, asked)
  // Hono's own error for a body that is not JSON. This API reads the body first, so there is no other cause.
  if (error instanceof HTTPException && error.status === 400) return refuseBody('The body is not JSON')
  return internalError(error)
}

/** The answer to a body that cannot be read. */
export function refuseBody(text: string, cause?: unknown): Refusal {
  return refuseInput([{ code: 'not_json', path: [], message: text }], cause)
}

function fromBook(error: AnyBudgetBookError, asked: Asked | undefined): Refusal {
  const { message: text, details } = error
  switch (error.code) {
    case 'invalid_input':
      return refuseInput(error.details.issues, error)
    case 'allocation_rejected':
      return refuseAllocation(error.details, text, asked, error)
    case 'spending_rejected':
      return refuseSpending(error.details, text, error)
    case 'not_found':
    case 'duplicate_category':
    case 'duplicate_group':
    case 'duplicate_budget':
    case 'category_in_use':
    case 'group_in_use':
    case 'category_archived':
    case 'month_closed':
    case 'currency_locked':
    case 'month_start_locked':
    case 'hold_expired':
    case 'too_many_holds':
    case 'undo_conflict':
    case 'precondition_failed':
      return new Refusal(error.code, text, { details: snakeCased(details), cause: error })
    case 'storage_corrupt': {
      const { location, reason } = error.details
      return refuseDocument(error, location, { reason })
    }
    case 'storage_future_version': {
      const { location, found, supported } = error.details
      return refuseDocument(error, location, { found, supported })
    }
    // The book's text tells the host what to do.
    case 'history_unsupported':
      return new Refusal(error.code, 'The server keeps no history of this book', {
        details: snakeCased(details),
        cause: error,
      })
    case 'conflict':
      return refuseConflict(error.details.reason, error)
    case 'operation_mismatch':
      return new Refusal(error.code, 'The Idempotency-Key was used for another request', {
        details: { idempotency_key: error.details.operationId },
        cause: error,
      })
    case 'outcome_unknown':
      return new Refusal(
        error.code,
        'It may have been done or not; ask again with the same Idempotency-Key',
        {
          details: { idempotency_key: error.details.operationId },
          cause: error,
        },
      )
    case 'quota_exceeded':
      return new Refusal(error.code, 'The storage is full; nothing was changed', { cause: error })
    case 'aborted':
      return new Refusal(error.code, 'The request was aborted; nothing was changed', { cause: error })
    // The host closes a book when it stops. The next process will answer.
    case 'closed':
    case 'storage_unavailable':
      return new Refusal('storage_unavailable', 'The storage cannot be reached; nothing was changed', {
        cause: error,
      })
    default:
      return internalError(error)
  }
}

/** The answer to a document that the client sent. Damage of the storage is the server's. */
function refuseDocument(
  error: BudgetBookError<'storage_corrupt'> | BudgetBookError<'storage_future_version'>,
  location: string,
  details: JsonObject,
): Refusal {
  if (location !== documentLocation) return internalError(error)
  return new Refusal(error.code, error.message, { details, cause: error })
}

/** The answer to a conflict, with the API's own text: an adapter's text may come from its database. */
function refuseConflict(reason: ErrorDetails['conflict']['reason'], cause: unknown): Refusal {
  const text = conflictTexts.get(reason)
  return new Refusal('conflict', text ?? otherWriters, {
    details: text === undefined ? {} : { reason },
    cause,
  })
}

const otherWriters = 'Other writers were in the way'
const conflictTexts: ReadonlyMap<ErrorDetails['conflict']['reason'], string> = new Map([
  ['retries_exhausted', otherWriters],
  ['id_taken', 'A new id was taken already'],
  ['plan_outdated', 'The currency changed since the import was planned. Plan it again'],
])

/** The details of a core error, named as the API names things. */
function snakeCased(details: object): JsonObject {
  const entries = Object.entries(details) as [string, JsonValue][]
  return Object.fromEntries(entries.map(([key, value]) => [snakeCase(key), value]))
}
