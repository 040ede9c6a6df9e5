import { randomUUID } from 'node:crypto'
import { RequestError } from '@hono/node-server'
import type { Context } from 'hono'
import { isFull, isOutage } from './database/failures.js'

// In the same form as the API's errors, so that a client need not tell the two apart.
const kinds = {
  invalid_input: { status: 400, message: 'Invalid input' },
  unauthenticated: { status: 401, message: 'Unauthenticated' },
  forbidden: { status: 403, message: 'Forbidden' },
  not_found: { status: 404, message: 'Not found' },
  last_owner: { status: 409, message: 'Last owner' },
  too_many_books: { status: 409, message: 'Too many books' },
  too_many_members: { status: 409, message: 'Too many members' },
  body_too_large: { status: 413, message: 'Body too large' },
  expectation_failed: { status: 417, message: 'Expectation failed' },
  operation_mismatch: { status: 422, message: 'Idempotency key used for another request' },
  too_many_requests: { status: 429, message: 'Too many requests' },
  too_many_imports: { status: 429, message: 'Too many imports' },
  too_many_streams: { status: 429, message: 'Too many streams' },
  internal_error: { status: 500, message: 'Internal error' },
  storage_unavailable: { status: 503, message: 'Storage unavailable' },
  quota_exceeded: { status: 503, message: 'Storage full' },
} as const

/** The codes of the app's own errors. */
export type ErrorCode = keyof typeof kinds

/** The codes of the app's own log: those, and `stopping`, which is not a failure. */
export type LoggedCode = ErrorCode | 'stopping'

/** An error answer of the app. The log gets its code. */
export function refuse(
  context: Context,
  code: ErrorCode,
  error: string | Record<string, string[]>,
  headers: Readonly<Record<string, string>> = {},
  details: Readonly<Record<string, number | string>> = {},
): Response {
  const { status, message } = kinds[code]
  const requestId = requestIdOf(context)
  context.set('code', code)
  return context.json({ error, message, code, details, request_id: requestId }, status, {
    ...headers,
    'X-Request-Id': requestId,
  })
}

/** The answer to a request that never reaches the app, such as one with an invalid header `Host`. */
export function refuseUnread(error: unknown): Response {
  const isOfClient = error instanceof RequestError
  const code = isOfClient ? 'invalid_input' : 'internal_error'
  const { status, message } = kinds[code]
  const text = isOfClient ? 'The address or the header Host is invalid' : 'The server failed to answer'
  const requestId = randomUUID()
  const body = { error: text, message, code, details: {}, request_id: requestId }
  return Response.json(body, { status, headers: { 'Cache-Control': 'no-store', 'X-Request-Id': requestId } })
}

/** The answer to somebody who has no valid token. */
export function refuseStranger(context: Context): Response {
  return refuse(context, 'unauthenticated', 'Say who you are', { 'WWW-Authenticate': 'Bearer' })
}

/** The answer for a book that is not there. It is the same for a book that the user is not a member of. */
export function refuseUnknown(context: Context): Response {
  return refuse(context, 'not_found', 'There is nothing at this path')
}

/** The answer when something was thrown. It does not reveal what went wrong inside. */
export function refuseFailure(context: Context, thrown: Error): Response {
  const later = { 'Retry-After': '1' }
  if (isFull(thrown)) return refuse(context, 'quota_exceeded', 'The disk of the database is full', later)
  return isOutage(thrown)
    ? refuse(context, 'storage_unavailable', 'The database cannot be reached', later)
    : refuse(context, 'internal_error', 'The server failed to answer; look for the request id in its log')
}

/** The id of a request, for its answer and the log: the client's own, if it looks like one. */
export function requestIdOf(context: Context): string {
  const own = context.req.header('X-Request-Id')
  return own !== undefined && /^[\w=-]{1,255}$/.test(own) ? own : randomUUID()
}
