import type { Context, MiddlewareHandler } from 'hono'
import type { BudgetBook } from '../book/budget-book.js'
import type { LongBodies } from './body/long-bodies.js'
import type { Asked } from './errors/allocation-refusal.js'
import type { EventStreams } from './events/event-streams.js'
import type { HttpErrorCode } from './errors/error-codes.js'
import type { Host } from './options.js'

/** What the steps of one request pass on to each other. */
export interface Environment {
  readonly Variables: {
    host: Host
    longBodies: LongBodies
    streams: EventStreams
    /** The request as it came. A step that reads its body may put another in its place. */
    request: Request
    /** The steps that the request has taken, of those that it takes once. */
    steps?: Set<Step>
    requestId: string
    /** The id of the caller's book, on the routes that need one. */
    bookId?: string
    /** The caller's book, on the routes that need one. */
    book: BudgetBook
    /** When the caller was let in, by `performance.now()`. */
    admittedAt?: number
    /** The path of a route that the request found, though not its method, for the log. */
    route?: string
    /** The body as it came, after it was read. */
    bodyText?: string
    /** The budgets that the request asks for. The answer needs them if they are refused. */
    asked?: Asked
    /** Of an answer that is streamed: resolves once it is over, to what ended it early, or to `undefined`. */
    end?: Promise<unknown>
    /** The error code of the answer, for the log. */
    code?: HttpErrorCode
  }
}

/** The context of a request. */
export type BudgetContext = Context<Environment>

/** A step on the way to a route. */
export type Step = MiddlewareHandler<Environment>
