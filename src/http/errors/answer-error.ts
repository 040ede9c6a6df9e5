import type { BudgetContext } from '../environment.js'
import type { ErrorBody } from '../schemas/errors.js'
import { statusOfCode, titleOfCode } from './error-codes.js'
import { toRefusal } from './to-refusal.js'

/** The answer to whatever was thrown while handling the request. */
export function answerError(thrown: Error, context: BudgetContext): Response {
  const { code, error, title, details, headers } = toRefusal(thrown, context.get('asked'))
  context.set('code', code)
  const status = statusOfCode[code]
  const body: ErrorBody = {
    error,
    message: title ?? titleOfCode[code],
    code,
    details,
    request_id: context.get('requestId'),
  }
  const retry = status === 503 ? { 'Retry-After': String(context.get('host').retryAfter) } : {}
  return context.json(body, status, { ...headers, ...retry })
}
