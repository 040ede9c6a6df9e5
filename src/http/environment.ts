import type { Context, MiddlewareHandler } from 'hono'
import type { BudgetBook } from '../book/budget-book.js'
import type { AmountInput } from '../money/amount.js'
import type { HttpErrorCode } from './errors/error-codes.js'
import type { Host } from './options.js'

/** What the steps of one request hand on to each other. */
export interface Environment {
  readonly Variables: {
    host: Host
    requestId: string
    /** Where the route needs a book, once it is known whose. */
    bookId?: string
    /** The caller's book, on the routes that need one. */
    book: BudgetBook
    /** The body as it came, once it was read. */
    bodyText?: string
    /** The amount that the request wants a budget to have, for the answer to a refusal. */
    asked?: AmountInput
    /** What the answer says went wrong, for the log. */
    code?: HttpErrorCode
  }
}

/** The context of a request. */
export type BudgetContext = Context<Environment>

/** A step on the way to a route. */
export type Step = MiddlewareHandler<Environment>
