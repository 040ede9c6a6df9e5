import { Hono, type Context } from 'hono'
import { RegExpRouter } from 'hono/router/reg-exp-router'
import type { BudgetApi } from 'budgetbook/http'
import type { AppEnvironment } from '../environment.js'
import { refuse } from '../errors.js'

/** The caller of the API, and what to do when the answer is over. */
export interface Listener {
  /** The request as the app around got it. */
  readonly context: Context<AppEnvironment>
  /** Gives the place of an event stream back. */
  leave?: () => void
}

/**
 * Limits the event streams that one user holds at the same time, in the user's own book and in shared books together.
 * The API limits the streams of one book, but a user may make any number of books.
 *
 * @param listenerOf - Who sent a request. Call its `leave` when the answer is over.
 */
export function limitStreams(
  fetch: BudgetApi['fetch'],
  listenerOf: (request: Request) => Listener | undefined,
  most: number,
): BudgetApi['fetch'] {
  const taken = new Map<string, number>()
  const leave = (user: string): void => {
    const left = (taken.get(user) ?? 1) - 1
    if (left === 0) taken.delete(user)
    else taken.set(user, left)
  }
  // On the router that the API uses too: comparing paths by hand would miss one that is written differently.
  const app = new Hono({ strict: false, router: new RegExpRouter() })
  app.get('/api/events', async (context) => {
    const listener = listenerOf(context.req.raw)
    const user = listener?.context.get('token')?.user
    // The API refuses a request without a user.
    if (!listener || user === undefined) return fetch(context.req.raw)
    const count = taken.get(user) ?? 0
    if (count >= most) {
      const text = `At most ${most} event streams can be open at the same time for one user`
      return refuse(listener.context, 'too_many_streams', text, { 'Retry-After': '15' }, { maximum: most })
    }
    taken.set(user, count + 1)
    listener.leave = () => leave(user)
    return fetch(context.req.raw)
  })
  app.notFound(async (context) => fetch(context.req.raw))
  return async (request) => app.fetch(request)
}
