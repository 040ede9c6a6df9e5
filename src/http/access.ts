import type { BudgetBook } from '../book/budget-book.js'
import { idSchema } from '../model/fields.js'
import { validateArgument } from '../model/validate.js'
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

// How long an honest client needs for a body that fits into a few packets, in milliseconds.
const promptly = 1_000

/**
 * Asks the host again who the caller is, if the body took long to arrive: a client must not keep a right by holding
 * back the end of its request.
 */
export async function requireStillCaller(context: BudgetContext): Promise<void> {
  const admittedAt = context.get('admittedAt')
  if (admittedAt === undefined || performance.now() - admittedAt < promptly) return
  const bookId = await callerOf(context.get('host'), context.get('request'))
  if (bookId !== context.get('bookId')) throw unknownCaller(context.get('host'))
}

/**
 * Whether the caller of a request that is still under way has the same book as at its start. It throws what the first
 * check throws.
 */
export async function isStillCaller(
  host: Host,
  request: Request,
  { bookId, book }: { readonly bookId: string; readonly book: BudgetBook },
): Promise<boolean> {
  if ((await callerOf(host, request)) !== bookId) return false
  return (await openBook(host, bookId, request)) === book
}

/**
 * Makes a check for a streamed answer: whether the caller may have more of it. The check throws if not. It asks the
 * host only if some time has passed since the host last said yes. So a client cannot keep a right by reading slowly.
 */
export function askStillCaller(context: BudgetContext): () => Promise<void> {
  const [host, request, bookId] = [context.get('host'), context.get('request'), context.get('bookId')]
  let knownAt = context.get('admittedAt') ?? 0
  return async () => {
    if (performance.now() - knownAt < promptly) return
    if ((await callerOf(host, request)) !== bookId) throw unknownCaller(host)
    knownAt = performance.now()
  }
}

async function callerOf(host: Host, request: Request): Promise<string> {
  const bookId: unknown = await answered(() => host.authenticate(request))
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

async function openBook(host: Host, bookId: string, request: Request) {
  try {
    return await host.openBook(bookId, request)
  } catch (error) {
    // An error of the host is not the client's input. Storage errors pass through.
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

/** Options for a read. It ends when the client goes away. */
export function readOptions({ req }: BudgetContext): { signal: AbortSignal } {
  return { signal: req.raw.signal }
}

/**
 * Options for a change, with the actor for the history. With an `Idempotency-Key`, a repeated request is done once.
 * This function asks the host for the actor, so call it once for a request.
 */
export async function changeOptions(
  context: BudgetContext,
  headers: { readonly 'Idempotency-Key'?: string | undefined },
): Promise<{ signal: AbortSignal; operationId: string | undefined; actor: string | undefined }> {
  const actor = await actorOf(context.get('host'), context.get('request'))
  return { operationId: headers['Idempotency-Key'], actor, ...readOptions(context) }
}

// The book would call an invalid actor the client's fault.
async function actorOf({ actor }: Host, request: Request): Promise<string | undefined> {
  if (!actor) return undefined
  return answered(async () => {
    const said: unknown = await actor(request)
    return said === null || said === undefined ? undefined : validateArgument('actor', idSchema, said)
  })
}
