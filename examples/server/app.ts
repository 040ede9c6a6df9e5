import { Hono, type MiddlewareHandler } from 'hono'
import type { StorageAdapter } from 'budgetbook'
import { bookIdOf } from './access/access.js'
import { identify } from './access/identify.js'
import type { Books } from './books.js'
import type { Configuration } from './configuration.js'
import type { AppDatabase } from './database/tables.js'
import type { AppEnvironment } from './environment.js'
import { refuseFailure, refuseStranger, refuseUnknown } from './errors.js'
import { errorOf } from './observability/failures.js'
import type { AccessEntry, Log } from './observability/log.js'
import { makeMetrics } from './observability/metrics.js'
import { observe, observeEnd } from './observability/observe.js'
import { statusRoutes } from './observability/status-routes.js'
import { allowOrigins, beforePreflight, keepPrivate, refuseExpectations } from './protection/headers.js'
import { limitAddresses, limitUsers } from './protection/rate-limits.js'
import { bookRoutes } from './routes/books.js'
import { budgetRoutes } from './routes/budgets.js'
import { memberRoutes } from './routes/members.js'
import { signOutRoutes } from './routes/sign-out.js'

/** The parts of the app. */
export interface Parts {
  readonly configuration: Configuration
  readonly db: AppDatabase
  readonly storage: StorageAdapter
  readonly books: Books
  /** Whether the server takes requests. It does not while it stops. */
  readonly isOpen: () => boolean
  readonly log: Log
}

/** The app, and what ends its event streams. */
export interface App {
  readonly fetch: Hono<AppEnvironment>['fetch']
  readonly endStreams: () => Promise<void>
}

/** The API for several users, with what a server on the internet needs: limits, health, metrics, and a log. */
export function makeApp({ configuration, db, storage, books, isOpen, log }: Parts): App {
  const { corsOrigins, rateLimit, userRateLimit, trustProxy, tokenSecret: secret } = configuration
  const metrics = makeMetrics(books.count)
  const answered = (entry: AccessEntry): void => {
    metrics.answered(entry)
    log.answered(entry)
  }
  const ended = (entry: AccessEntry): void => {
    observeEnd(metrics, entry)
    answered(entry)
  }
  const budgets = budgetRoutes({ db, secret, books, configuration, answered: ended })
  const removeBook = async (shared: string): Promise<void> => {
    const bookId = bookIdOf({ user: '', shared })
    books.drop(bookId)
    // Nobody gets into it any more. If this fails, finishDeletions does it later.
    await storage.deleteBook(bookId).catch((error: unknown) => log.failed(errorOf(error), bookId))
  }
  const app = new Hono<AppEnvironment>({ strict: false })
  app.use(observe(metrics, answered), keepPrivate)
  app.route('/', statusRoutes({ configuration, db, metrics, isOpen }))
  const limitAddress = limitAddresses(rateLimit, trustProxy)
  const steps: MiddlewareHandler<AppEnvironment>[] = [
    ...(corsOrigins.length > 0 ? [beforePreflight(limitAddress), allowOrigins(corsOrigins)] : []),
    limitAddress,
    refuseExpectations,
    identify(secret, db),
    limitUsers(userRateLimit),
  ]
  app.use(...steps)
  app.route('/', signOutRoutes(db))
  app.route('/', bookRoutes(db, configuration, removeBook))
  app.route('/', memberRoutes(db, configuration))
  app.route('/', budgets.app)
  // Only users learn which paths there are.
  app.notFound((context) => (context.get('token') ? refuseUnknown(context) : refuseStranger(context)))
  app.onError((thrown, context) => {
    context.set('thrown', thrown)
    return refuseFailure(context, thrown)
  })
  return { fetch: app.fetch, endStreams: async () => budgets.api.close() }
}
