import type { Context, MiddlewareHandler } from 'hono'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { AppEnvironment } from '../environment.js'
import { refuse } from '../errors.js'
import { addressOf, networkOf } from './address.js'

/** Limits the requests per minute from one address, whoever sends them. */
export function limitAddresses(points: number, proxies: number): MiddlewareHandler<AppEnvironment> {
  return limit(points, (context) => networkOf(addressOf(context, proxies)))
}

/** Limits the requests per minute of one user, wherever they come from. */
export function limitUsers(points: number): MiddlewareHandler<AppEnvironment> {
  return limit(points, (context) => context.get('token')?.user)
}

// Each process counts for itself: behind a load balancer with four processes, a client gets four times as many. To count
// together, use RateLimiterRedis or RateLimiterPostgres of the same package.
function limit(
  points: number,
  keyOf: (context: Context<AppEnvironment>) => string | undefined,
): MiddlewareHandler<AppEnvironment> {
  const limiter = new RateLimiterMemory({ points, duration: 60 })
  return async (context, next) => {
    const key = keyOf(context)
    if (key === undefined) return next()
    try {
      await limiter.consume(key)
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      const seconds = String(Math.ceil(refusal.msBeforeNext / 1_000))
      return refuse(context, 'too_many_requests', 'Too many requests', { 'Retry-After': seconds })
    }
    return next()
  }
}
