import { getConnInfo } from '@hono/node-server/conninfo'
import { Hono, type MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { StorageAdapter } from 'budgetbook'
import * as csv from 'budgetbook/csv'
import { createBudgetApi, type BudgetApiLogEntry } from 'budgetbook/http'
import type { Books } from './books.js'
import type { Configuration } from './configuration.js'
import { userOf } from './tokens.js'

/** The parts of the app. */
export interface Parts {
  readonly configuration: Configuration
  readonly storage: StorageAdapter
  readonly books: Books
  /** Whether the server takes requests. It does not while it stops. */
  readonly isOpen: () => boolean
  readonly log: (entry: BudgetApiLogEntry) => void
}

/** The API, with what a server on the internet needs: health, readiness, a rate limit, and CORS if it is configured. */
export function makeApp({ configuration, storage, books, isOpen, log }: Parts): Hono {
  const { corsOrigins, rateLimit, tokenSecret } = configuration
  const users = new Set(configuration.users)
  const api = createBudgetApi({
    authenticate: async (request) => userOf(request, tokenSecret, users),
    openBook: books.bookOf,
    // Imports may send the CSV file of a bank instead of rows.
    csv,
    log,
  })
  const app = new Hono()
  // Healthy even if the database is down, because a restart would not help.
  app.get('/healthz', (context) => context.json({ status: 'ok' }))
  app.get('/readyz', async (context) => {
    const isReady = isOpen() && (await isReachable(storage))
    return context.json({ status: isReady ? 'ready' : 'not ready' }, isReady ? 200 : 503)
  })
  if (corsOrigins.length > 0) app.use('/api/*', allowOrigins(corsOrigins))
  app.use('/api/*', limitRate(rateLimit))
  app.all('/api/*', async (context) => api.fetch(context.req.raw))
  return app
}

async function isReachable(storage: StorageAdapter): Promise<boolean> {
  try {
    await storage.open()
    return true
  } catch {
    return false
  }
}

function allowOrigins(origins: readonly string[]): MiddlewareHandler {
  return cors({
    origin: [...origins],
    allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'X-Request-Id'],
    exposeHeaders: ['Retry-After', 'X-Request-Id'],
  })
}

/**
 * Limits the requests per minute from one address. Behind a proxy, every request has the proxy's address: use the
 * client's address that the proxy passes on.
 */
function limitRate(points: number): MiddlewareHandler {
  const limiter = new RateLimiterMemory({ points, duration: 60 })
  return async (context, next) => {
    try {
      await limiter.consume(getConnInfo(context).remote.address ?? 'unknown')
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      const seconds = String(Math.ceil(refusal.msBeforeNext / 1_000))
      return context.json({ error: 'Too many requests', message: 'Too many requests' }, 429, {
        'Retry-After': seconds,
      })
    }
    return next()
  }
}
