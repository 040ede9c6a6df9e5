import type { MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import type { AppEnvironment } from '../environment.js'
import { refuse } from '../errors.js'

/** Takes a step only for OPTIONS. {@link allowOrigins} answers these requests, so later steps do not get them. */
export function beforePreflight(step: MiddlewareHandler<AppEnvironment>): MiddlewareHandler<AppEnvironment> {
  return async (context, next) => (context.req.method === 'OPTIONS' ? step(context, next) : next())
}

/** Lets the pages of some origins call the API and read its answers, including the answers of later steps. */
export function allowOrigins(origins: readonly string[]): MiddlewareHandler {
  return cors({
    origin: [...origins],
    allowHeaders: [
      'Authorization',
      'Content-Type',
      'Idempotency-Key',
      'If-Match',
      'If-None-Match',
      'Last-Event-ID',
      'X-Request-Id',
    ],
    exposeHeaders: ['ETag', 'Retry-After', 'X-Request-Id'],
  })
}

/** Forbids caches to keep an answer, unless the answer itself says more. The API does so for its own answers. */
export const keepPrivate: MiddlewareHandler = async (context, next) => {
  await next()
  const { headers } = context.res
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
  if (!headers.has('X-Content-Type-Options')) headers.set('X-Content-Type-Options', 'nosniff')
}

/**
 * Refuses expectations that the server cannot meet. Node itself answers the only one that it can meet: 100-continue.
 */
export const refuseExpectations: MiddlewareHandler<AppEnvironment> = async (context, next) => {
  const expected = context.req.header('Expect')
  return expected === undefined || /^100-continue$/i.test(expected)
    ? next()
    : refuse(context, 'expectation_failed', 'The server can do nothing that the header Expect asks for')
}
