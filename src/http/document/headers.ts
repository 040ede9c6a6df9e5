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

/** Other headers of the answers of a status. */
export const headersOfStatus: Partial<Record<ErrorStatus, Record<string, ReturnType<typeof header>>>> = {
  401: { 'WWW-Authenticate': header('How to authenticate.', 'Bearer') },
  405: { Allow: header('The methods of the path.', 'GET, HEAD, OPTIONS') },
  503: { 'Retry-After': header('When to repeat the request, in seconds.', 1) },
}
