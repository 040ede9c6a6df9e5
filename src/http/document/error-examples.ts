import { titleOfCode, type HttpErrorCode } from '../errors/error-codes.js'
import type { ErrorBody } from '../schemas/errors.js'

const requestId = '5f0e6d1c-2b4a-4c5a-9e7d-2f7000a3b019'
const id = '019c5a1e-7d2f-7000-8a3b-5f0e6d1c2b4a'
const missing = 'This field is required'

/** The fields `error` and `details` of an example answer for each code. */
const samples: Readonly<Record<HttpErrorCode, Pick<ErrorBody, 'error' | 'details'> & { message?: string }>> =
  {
    invalid_input: {
      error: { amount: [missing] },
      details: { issues: [{ code: 'required', path: ['amount'], message: missing }] },
    },
    duplicate_category: {
      error: 'There is a category named Travel already',
      details: { name: 'Travel', category_id: id },
    },
    duplicate_group: {
      error: 'There already is a group named Home. Use it, or choose another name',
      details: { name: 'Home', group_id: id },
    },
    duplicate_budget: {
      error: 'The category has a budget in 2026-02 already',
      details: { month: '2026-02', category_id: id, budget_id: id },
    },
    category_in_use: {
      error: 'The category is in use (budgets: 1, expenses: 0); archive it instead',
      details: { category_id: id, budget_count: 1, expense_count: 0, hold_count: 0 },
    },
    group_in_use: {
      error: 'The group has categories (2); take them out of it first',
      details: { group_id: id, category_count: 2 },
    },
    category_archived: {
      error: 'The category Travel is archived; restore it first',
      details: { category_id: id, name: 'Travel' },
    },
    month_closed: { error: 'The month 2026-01 is closed; reopen it first', details: { months: ['2026-01'] } },
    currency_locked: {
      error: 'The book holds amounts in USD; use changeCurrency',
      details: { currency: 'USD', requested: 'EUR' },
    },
    month_start_locked: {
      error: 'The book has budgets or expenses; use changeMonthStart',
      details: { month_start_day: 25, requested: 1 },
    },
    allocation_rejected: {
      error: 'Total budgets (6000.00) exceed your monthly limit (5000.00)',
      message: 'Budget exceeds monthly limit',
      details: {
        existing_total: '4500.00',
        new_budget: '1500.00',
        new_total: '6000.00',
        monthly_limit: '5000.00',
        exceeds_by: '1000.00',
        largest_accepted: '500.00',
      },
    },
    spending_rejected: {
      error: 'Spending and holds in Travel would come to 2100.00, 100.00 over its budget (2000.00)',
      details: {
        policy: 'enforce-spending',
        month: '2026-02',
        violations: [
          {
            code: 'spending_limit_exceeded',
            message: 'Spending and holds in Travel would come to 2100.00, 100.00 over its budget (2000.00)',
            category_ids: [id],
            details: {
              of: 'category',
              bound: '2000.00',
              before: '1400.00',
              after: '2100.00',
              overage: '100.00',
              largest_accepted: '600.00',
            },
          },
        ],
      },
    },
    too_many_holds: {
      error: 'The month 2026-02 has 10000 open holds; commit or release some',
      details: { month: '2026-02', maximum: 10_000 },
    },
    storage_corrupt: {
      error:
        'The document is damaged (its checksum does not match). Nothing was imported; use another export of the book',
      details: { reason: 'its checksum does not match' },
    },
    storage_future_version: {
      error: 'The version of the document is 2.0; this code knows 1.2',
      details: { found: '2.0', supported: '1.2' },
    },
    unauthenticated: { error: 'Say who you are', details: {} },
    not_found: { error: `No such category: ${id}`, details: { type: 'category', id } },
    method_not_allowed: {
      error: 'This path takes GET, HEAD, OPTIONS',
      details: { allow: ['GET', 'HEAD', 'OPTIONS'] },
    },
    conflict: {
      error: 'Other writers were in the way',
      details: { reason: 'retries_exhausted' },
    },
    hold_expired: {
      error: `The hold ${id} expired at 2026-02-21T09:30:00.000Z. Use expenses.spend to ask again, or expenses.record if it is spent`,
      details: { id, expires_at: '2026-02-21T09:30:00.000Z' },
    },
    undo_conflict: {
      error: `The entry cannot be undone: what it changed was changed again, or is gone (${id})`,
      details: { entry_id: '019c5a1e-7d2f-7005-8a3b-7d9f1b3c5e70', reason: 'changed', ids: [id] },
    },
    precondition_failed: {
      error: 'The expense was changed since it was read. Read it again',
      details: { type: 'expense', id },
    },
    body_too_large: { error: 'At most 65536 bytes are allowed', details: { maximum: 65_536 } },
    unsupported_media_type: {
      error: 'The body must be application/json, in UTF-8 and not compressed',
      details: {},
    },
    operation_mismatch: {
      error: 'The Idempotency-Key was used for another request',
      details: { idempotency_key: 'receipt-4711' },
    },
    too_many_streams: {
      error: 'At most 100 clients can listen to a book at the same time',
      details: { maximum: 100 },
    },
    too_many_imports: {
      error: 'At most 4 imports of a book can be under way at once',
      details: { maximum: 4 },
    },
    internal_error: {
      error: 'The server failed to answer; look for the request id in its log',
      details: {},
    },
    history_unsupported: {
      error: 'The server keeps no history of this book',
      details: { reason: 'off' },
    },
    storage_unavailable: { error: 'The storage cannot be reached; nothing was changed', details: {} },
    quota_exceeded: { error: 'The storage is full; nothing was changed', details: {} },
    outcome_unknown: {
      error: 'It may have been done or not; ask again with the same Idempotency-Key',
      details: { idempotency_key: 'receipt-4711' },
    },
    aborted: { error: 'The request was aborted; nothing was changed', details: {} },
  }

/** An answer of a code, as the document shows it. */
export function exampleOf(code: HttpErrorCode): ErrorBody {
  const { error, details, message = titleOfCode[code] } = samples[code]
  return { error, message, code, details, request_id: requestId }
}
