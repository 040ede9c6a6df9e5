import type { BudgetContext, Step } from './environment.js'
import { statusOfCode } from './errors/error-codes.js'
import { internalError, Refusal } from './errors/refusal.js'
import { toRefusal } from './errors/to-refusal.js'
import { once } from './once.js'
import type { Host } from './options.js'

/** Finds out whose book it is, and opens it: the one way to a book that the routes have. */
export const requireBook: Step = once(async (context, next) => {
  const { host } = context.var
  const request = context.req.raw
  const bookId = await callerOf(host, request)
  context.set('bookId', bookId)
  context.set('book', await openBook(host, bookId, request))
  await next()
})

async function callerOf(host: Host, request: Request): Promise<string> {
  const bookId: unknown = await answered(() => host.authenticate(request))
  if (bookId === null || bookId === undefined) {
    throw new Refusal('unauthenticated', 'Say who you are', {
      headers: { 'WWW-Authenticate': host.challenge },
    })
  }
  // An id that is none would open whatever book the host makes of it.
  if (typeof bookId !== 'string' || bookId === '') {
    throw internalError(new TypeError('authenticate must give the id of a book, or null'))
  }
  return bookId
}

async function openBook(host: Host, bookId: string, request: Request) {
  try {
    return await host.openBook(bookId, request)
  } catch (error) {
    // What the host did wrong is not the client's input; what the storage says of itself passes.
    const refusal = toRefusal(error, undefined)
    throw statusOfCode[refusal.code] === 503 ? refusal : internalError(error)
  }
}

async function answered<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call()
  } catch (error) {
    throw internalError(error)
  }
}

/** Options for what only reads: it ends when the client goes away. */
export function readOptions({ req }: BudgetContext): { signal: AbortSignal } {
  return { signal: req.raw.signal }
}

/** Options for what changes something: `Idempotency-Key` makes asking twice do it once. */
export function changeOptions(
  context: BudgetContext,
  headers: { readonly 'Idempotency-Key'?: string | undefined },
): { signal: AbortSignal; operationId: string | undefined } {
  return { ...readOptions(context), operationId: headers['Idempotency-Key'] }
}
