import * as z from 'zod'
import { leaks } from '../../fuzz/fuzz-run.js'
import type { Exchange } from '../../harness/document-check.js'

const role = z.enum(['owner', 'editor', 'viewer'])
const bookId = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
const accepted = z.boolean()
const book = z.strictObject({ id: bookId, name: z.string(), role, accepted })
const member = z.strictObject({ user: z.string(), role, accepted })

function listOf(message: string, item: z.ZodType) {
  return z.strictObject({ message: z.literal(message), count: z.int(), data: z.array(item) })
}

function done(message: string) {
  return z.strictObject({ message: z.literal(message) })
}

// What README.md of the example server names.
const successes: readonly [method: string, status: number, body: z.ZodType][] = [
  ['GET', 200, listOf('Books', book)],
  ['POST', 201, done('Book created').extend({ data: book })],
  ['DELETE', 200, done('Book deleted')],
  ['GET', 200, listOf('Members', member)],
  ['PUT', 200, done('Member set').extend({ data: member })],
  ['POST', 200, done('Invitation accepted')],
  ['DELETE', 200, done('Member removed')],
  ['POST', 200, done('Signed out')],
  ['GET', 200, z.strictObject({ status: z.enum(['ok', 'ready']) })],
]

const statusOfCode: Readonly<Record<string, number>> = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  last_owner: 409,
  body_too_large: 413,
  expectation_failed: 417,
  operation_mismatch: 422,
}

const refusal = z.strictObject({
  error: z.union([z.string(), z.record(z.string(), z.array(z.string()))]),
  message: z.string(),
  code: z.string(),
  details: z.record(z.string(), z.unknown()),
  request_id: z.string().min(1),
})

/** What is wrong with an answer of the app; an empty list for nothing. */
export function problemsOfAnswer(exchange: Exchange, sent: string): string[] {
  const { status, headers, text } = exchange
  const problems = [
    ...(/^(?:no-store|private)/.test(headers.get('Cache-Control') ?? '') ? [] : ['may be cached']),
    ...(status >= 500 ? ['failed'] : []),
    ...(leaks(text, sent) ? ['leaks'] : []),
    ...(isSound(exchange) ? [] : ['is no answer of these routes']),
  ]
  return problems.length > 0
    ? [`${exchange.method} ${exchange.pathname} ${status}`, ...problems, text, sent]
    : []
}

function isSound({ method, pathname, status, headers, text }: Exchange): boolean {
  if (method === 'HEAD') return text === '' && status < 500
  const json = jsonOf(text, headers)
  const isOfTheApi = /^\/books\/[^/]+\/api(?:\/|$)/.test(pathname)
  if (status >= 400) {
    const { success, data } = refusal.safeParse(json)
    return success && (isOfTheApi || statusOfCode[data.code] === status)
  }
  if (isOfTheApi) return json !== undefined || (method === 'OPTIONS' && status === 204)
  return successes.some(
    ([itsMethod, itsStatus, body]) =>
      method === itsMethod && status === itsStatus && body.safeParse(json).success,
  )
}

function jsonOf(text: string, headers: Headers): unknown {
  if (!headers.get('Content-Type')?.startsWith('application/json')) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
