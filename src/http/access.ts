import type { BudgetBook } from '../book/budget-book.js'
import { askHost } from './ask-host.js'
import type { BudgetContext, Step } from './environment.js'
import { statusOfCode } from './errors/error-codes.js'
import { internalError, Refusal } from './errors/refusal.js'
import { toRefusal } from './errors/to-refusal.js'
import { once } from './once.js'
import type { Host } from './options.js'

/** Finds out whose book it is, and opens it. Routes get their book only from here. */
export const requireBook: Step = once(async (context, next) => {
  const host = context.get('host')
  const request = context.get('request')
  const bookId = await callerOf(host, request)
  context.set('bookId', bookId)
  context.set('book', await openBook(host, bookId, request))
  context.set('admittedAt', performance.now())
  await next()
})

/** The id of the caller's book. It throws on a route without {@link requireBook}. */
export function bookIdOf(context: BudgetContext): string {
  const bookId = context.get('bookId')
  // Without an id, all books would share what is kept by id.
  if (bookId === undefined) throw new TypeError('The route has no book: it needs requireBook')
  return bookId
}

// How long an honest client needs for a body that fits into a few packets, in milliseconds.
const promptly = 1_000

/**
 * Makes a check of whether the caller of a request still has the same book. The check throws `unauthenticated` if not. It
 * asks the host only if some time has passed since the host last said yes. So a client cannot keep a right by sending or
 * reading slowly.
 */
export function stillCaller(context: BudgetContext): () => Promise<void> {
  let knownAt = context.get('admittedAt') ?? 0
  return async () => {
    if (performance.now() - knownAt < promptly) return
    await requireSameCaller(context)
    knownAt = performance.now()
  }
}

/** Asks the host who the caller of a request is now. It throws `unauthenticated` if that is not who it was. */
export async function requireSameCaller(context: BudgetContext): Promise<void> {
  const host = context.get('host')
  if ((await callerOf(host, context.get('request'))) !== bookIdOf(context)) throw unknownCaller(host)
}

async function callerOf(host: Host, request: Request): Promise<string> {
  const bookId: unknown = await askHost(() => host.authenticate(request))
  if (bookId === null || bookId === undefined) {
    throw unknownCaller(host)
  }
  // With an invalid id, the host might open any book.
  if (typeof bookId !== 'string' || bookId === '') {
    throw internalError(new TypeError('authenticate must give the id of a book, or null'))
  }
  return bookId
}

function unknownCaller({ challenge }: Host): Refusal {
  return new Refusal('unauthenticated', 'Say who you are', { headers: { 'WWW-Authenticate': challenge } })
}

/** Opens a book. It throws what the client is told if the host fails. */
export async function openBook(host: Host, bookId: string, request: Request): Promise<BudgetBook> {
  try {
    return await host.openBook(bookId, request)
  } catch (error) {
    // An error of the host is not the client's input. Storage errors pass through.
    const refusal = toRefusal(error, undefined)
    throw statusOfCode[refusal.code] === 503 ? refusal : internalError(error)
  }
}
