import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import type { Configuration } from '../configuration.js'
import type { AppDatabase } from '../database/tables.js'
import type { AppEnvironment } from '../environment.js'
import { refuseStranger, refuseUnknown } from '../errors.js'
import type { Metrics } from './metrics.js'

/** What those who run the server ask it. */
export interface StatusParts {
  readonly configuration: Pick<Configuration, 'metricsToken' | 'isProduction'>
  readonly db: AppDatabase
  readonly metrics: Metrics
  readonly isOpen: () => boolean
}

// A load balancer asks every few seconds.
const patience = 2_000

/** Adds health, readiness and metrics. */
export function statusRoutes({ configuration, db, metrics, isOpen }: StatusParts): Hono<AppEnvironment> {
  const { metricsToken, isProduction } = configuration
  const isReachable = atMostOnceASecond(async () => answers(db))
  const app = new Hono<AppEnvironment>()
  // Healthy even if the database is down, because a restart would not help.
  app.get('/healthz', (context) => context.json({ status: 'ok' }))
  app.get('/readyz', async (context) => {
    const isReady = isOpen() && (await isReachable())
    if (!isReady) context.set('code', isOpen() ? 'storage_unavailable' : 'stopping')
    return context.json({ status: isReady ? 'ready' : 'not ready' }, isReady ? 200 : 503)
  })
  app.get('/metrics', async (context) => {
    if (metricsToken === undefined && isProduction) return refuseUnknown(context)
    if (metricsToken !== undefined && !isSame(context.req.header('Authorization'), `Bearer ${metricsToken}`))
      return refuseStranger(context)
    return context.body(await metrics.text(), 200, { 'Content-Type': metrics.contentType })
  })
  return app
}

// The digests are compared, because the time that takes says nothing about the texts.
function isSame(text: string | undefined, expected: string): boolean {
  const digest = (of: string) => createHash('sha256').update(of).digest()
  return timingSafeEqual(digest(text ?? ''), digest(expected))
}

// Anybody may ask, as often as they like: no rate limit is in front of it.
function atMostOnceASecond<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let last: { readonly at: number; readonly answer: Promise<Answer> } | undefined
  return async () => {
    const now = performance.now()
    if (!last || now - last.at >= 1_000) last = { at: now, answer: ask() }
    return last.answer
  }
}

async function answers(db: AppDatabase): Promise<boolean> {
  const asked = db.selectFrom('app_users').select('id').limit(1).execute()
  const late = new Promise<false>((resolve) => setTimeout(resolve, patience, false).unref())
  return Promise.race([
    asked.then(
      () => true,
      () => false,
    ),
    late,
  ])
}
