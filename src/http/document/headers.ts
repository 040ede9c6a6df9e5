import type { ErrorStatus } from '../errors/error-codes.js'

/** A header that an answer always has. */
export function header(description: string, example: string | number) {
  const type = typeof example === 'number' ? ('integer' as const) : ('string' as const)
  return { description, required: true, schema: { type }, example: example as unknown }
}

/** The headers of every answer. */
export const everyAnswer = {
  'Cache-Control': header('Answers must not be cached.', 'no-store'),
  'X-Request-Id': header(
    'The id of the request: its own `X-Request-Id` if that is plain text, otherwise a new one.',
    '5f0e6d1c-2b4a-4c5a-9e7d-2f7000a3b019',
  ),
}

/** The tag of the one thing that an answer is about. */
const entityTag = header(
  'The tag of this thing as it is now, for `If-Match` of a later change. It means nothing else.',
  '"7d865e959b246691-96ba3c9d1e0f5a27"',
)

/** The headers of an answer about one thing. */
export const taggedAnswer = { ...everyAnswer, ETag: entityTag }

/** The headers of an answer that a browser may keep. */
export const knownAnswer = {
  ...everyAnswer,
  'Cache-Control': header('A browser may keep it, and has to ask each time.', 'private, no-cache'),
  Vary: header('It is for this caller only.', 'Authorization, Cookie'),
  ETag: { ...entityTag, description: 'The tag of this answer, for `If-None-Match` of the next request.' },
}

/** The headers of an answer about one thing that a browser may keep. */
export const knownThing = { ...knownAnswer, ETag: entityTag }

/** Other headers of the answers of a status. */
export const headersOfStatus: Partial<Record<ErrorStatus, Record<string, ReturnType<typeof header>>>> = {
  401: { 'WWW-Authenticate': header('How to authenticate.', 'Bearer') },
  405: { Allow: header('The methods of the path.', 'GET, HEAD, OPTIONS') },
  429: { 'Retry-After': header('When to repeat the request, in seconds.', 15) },
  503: { 'Retry-After': header('When to repeat the request, in seconds.', 1) },
}
