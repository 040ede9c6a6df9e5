import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { AppEnvironment } from '../environment.js'
import { requestIdOf } from '../errors.js'
import { causeOf, type AccessEntry } from './log.js'
import { streamRoute, type Metrics } from './metrics.js'

/** Counts the requests that are under way, and tells of each answer of the app itself. The API tells of its own. */
export function observe(
  metrics: Metrics,
  answered: (entry: AccessEntry) => void,
): MiddlewareHandler<AppEnvironment> {
  return async (context, next) => {
    const start = performance.now()
    metrics.inFlight.inc()
    try {
      await next()
    } finally {
      metrics.inFlight.dec()
    }
    const { res, req } = context
    if (context.get('isAnsweredByApi')) {
      if (isStream(req.method, res)) metrics.openStreams.inc()
      return
    }
    const requestId = res.headers.get('X-Request-Id') ?? requestIdOf(context)
    res.headers.set('X-Request-Id', requestId)
    const thrown = context.get('thrown')
    answered({
      requestId,
      user: context.get('token')?.user ?? null,
      bookId: null,
      method: req.method,
      route: patternOf(context),
      status: res.status,
      code: context.get('code') ?? null,
      milliseconds: performance.now() - start,
      causes: thrown ? [causeOf(thrown)] : [],
    })
  }
}

/** Tells the metrics that an event stream is over, for which its entry of the log is written. */
export function observeEnd(metrics: Metrics, { method, route, status }: AccessEntry): void {
  if (method === 'GET' && route === streamRoute && status === 200) metrics.openStreams.dec()
}

// Steps for every path match too, before and after the route.
function patternOf(context: Context): string | null {
  return matchedRoutes(context).findLast(({ path }) => path !== '/*')?.path ?? null
}

function isStream(method: string, { status, headers }: Response): boolean {
  return (
    method === 'GET' && status === 200 && (headers.get('Content-Type') ?? '').startsWith('text/event-stream')
  )
}
