import { Hono, type Context } from 'hono'
import { RegExpRouter } from 'hono/router/reg-exp-router'
import type { BudgetApi } from 'budgetbook/http'
import type { Configuration } from '../configuration.js'
import type { AppEnvironment } from '../environment.js'
import { refuse } from '../errors.js'
import { Places } from './places.js'

/** The caller of the API, and what to do when the answer is over. */
export interface Caller {
  /** The request as the app around got it. */
  readonly context: Context<AppEnvironment>
  /** Gives the place of an event stream back. */
  leave?: () => void
}

/** How many places there are. */
export interface PlaceLimits extends Pick<Configuration, 'streamsPerUser' | 'importsPerUser'> {
  /** The largest body of an import that the API takes, in bytes. */
  readonly importLimit: number
}

/**
 * Limits the event streams and the imports that one user has at the same time, in the user's own book and in shared books
 * together. The API limits those of one book, but a user may make many books.
 *
 * @param callerOf - Who sent a request. Call its `leave` when the answer is over.
 */
export function limitPlaces(
  fetch: BudgetApi['fetch'],
  callerOf: (request: Request) => Caller | undefined,
  { streamsPerUser, importsPerUser, importLimit }: PlaceLimits,
): BudgetApi['fetch'] {
  const [streams, imports] = [new Places(streamsPerUser), new Places(importsPerUser)]
  const listen = async (request: Request): Promise<Response> => {
    const { caller, user } = whoSent(request)
    // The API refuses a request without a user.
    if (!caller || user === undefined) return fetch(request)
    const leave = streams.take(user)
    if (!leave) return refuseStream(caller.context, streams.most)
    caller.leave = leave
    return fetch(request)
  }
  // The place is taken before the body is read. The API answers when the import is done, or when the client went away and
  // nothing of it is under way any more.
  const bringIn = async (request: Request): Promise<Response> => {
    const { caller, user } = whoSent(request)
    // The API refuses a body that says that it is too large, and reads nothing of it.
    const isTooLarge = Number(request.headers.get('Content-Length')) > importLimit
    if (!caller || user === undefined || isTooLarge) return fetch(request)
    const leave = imports.take(user)
    if (!leave) return refuseImport(caller.context, imports.most)
    try {
      return await fetch(request)
    } finally {
      leave()
    }
  }
  const whoSent = (request: Request) => {
    const caller = callerOf(request)
    return { caller, user: caller?.context.get('token')?.user }
  }
  // On the router that the API uses too: comparing paths by hand would miss one that is written differently.
  const app = new Hono({ strict: false, router: new RegExpRouter() })
  app.get('/api/events', async ({ req }) => listen(req.raw))
  app.put('/api/book/import', async ({ req }) => bringIn(req.raw))
  app.post('/api/expenses/import', async ({ req }) => bringIn(req.raw))
  app.notFound(async ({ req }) => fetch(req.raw))
  return async (request) => app.fetch(request)
}

function refuseStream(context: Context<AppEnvironment>, maximum: number): Response {
  const text = `At most ${maximum} event streams can be open at the same time for one user`
  return refuse(context, 'too_many_streams', text, { 'Retry-After': '15' }, { maximum })
}

function refuseImport(context: Context<AppEnvironment>, maximum: number): Response {
  const text = `At most ${maximum} imports of one user can be under way at the same time`
  return refuse(context, 'too_many_imports', text, { 'Retry-After': '1' }, { maximum })
}
