import type { Next } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { inTurns } from '../../book/long-work.js'
import type { BudgetContext, Step } from '../environment.js'
import { bookIdOf, stillCaller } from '../access.js'
import { Refusal } from '../errors/refusal.js'
import { refuseBody } from '../errors/to-refusal.js'
import { once } from '../once.js'
import { parseDocument } from './parse-document.js'
import { notJson, parseJson } from './parse-json.js'

/** Parses the text of a body; throws what the client is told. */
type Parse = (text: string, signal: AbortSignal) => unknown

/** Reads the body first of all: JSON in UTF-8, not too long, not too deep, without numbers that parsing would change. */
export const requireJson: Step = once(async (context, next) =>
  readBody(context, next, {
    maxSize: context.get('host').bodyLimit,
    parse: parseJson,
    admit: async (read) => read(),
    withSlot: async (work) => work(),
  }),
)

/**
 * The same for a document, which may be longer than other bodies. So other requests have their turn while it is parsed.
 */
export const requireDocument: Step = longBodyReader((text, signal) =>
  inTurns(parseDocument(text), { signal }),
)

/** The same for a body that may hold a whole file as one text. */
export const requireLongTexts: Step = longBodyReader((text, signal) =>
  inTurns(parseDocument(text, { longTexts: true }), { signal }),
)

function longBodyReader(parse: Parse): Step {
  return once(async (context, next) => {
    const [host, bodies] = [context.get('host'), context.get('longBodies')]
    const withSlot: Reading['withSlot'] = async (work) => bodies.withSlot(context.req.raw.signal, work)
    const admit: Reading['admit'] = async (read) => bodies.admit(bookIdOf(context), read)
    await readBody(context, next, { maxSize: host.importLimit, parse, admit, withSlot })
  })
}

/** How a body is read. */
interface Reading {
  readonly maxSize: number
  readonly parse: Parse
  /**
   * Runs everything from the first byte on, or refuses it. A body that declares too large a length is refused earlier.
   */
  readonly admit: (read: () => Promise<void>) => Promise<void>
  /** Runs everything that comes after the last byte. */
  readonly withSlot: (work: () => Promise<void>) => Promise<void>
}

async function readBody(
  context: BudgetContext,
  next: Next,
  { maxSize, parse, admit, withSlot }: Reading,
): Promise<void> {
  const onError = () => {
    throw new Refusal('body_too_large', `At most ${maxSize} bytes are allowed`, {
      details: { maximum: maxSize },
    })
  }
  requireJsonType(context)
  const { bodyUsed } = context.req.raw
  let isRead = false
  const read = async () => {
    const bytes = await context.req.arrayBuffer()
    isRead = true
    // Servers check the Content-Length of a body. A Request made in code may have any.
    if (bytes.byteLength > maxSize) onError()
    await withSlot(async () => use(bytes))
  }
  const use = async (bytes: ArrayBuffer) => {
    await stillCaller(context)()
    const text = readText(bytes)
    // Kept before it is parsed, so that the log also shows a body that is not JSON.
    context.set('bodyText', text)
    const value = await parse(text, context.req.raw.signal)
    // The schemas read it there. Otherwise Hono parses the text again.
    Object.assign(context.req, { json: async () => value })
    await next()
  }
  const length = declaredLength(context)
  // Counting the bytes of a stream costs more than everything else here. A declared length needs no counting.
  if (length !== null && length > maxSize) onError()
  try {
    await admit(async () => {
      await (length === null ? bodyLimit({ maxSize, onError })(context, read) : read())
    })
  } catch (thrown) {
    // Older versions of Hono throw this before they ask for an answer.
    if (thrown instanceof Error && thrown.name === 'BodyLimitError') onError()
    // If the host has already read the body, that is not the client's fault.
    throw isRead || bodyUsed || thrown instanceof Refusal ? thrown : refuseBrokenBody(context, thrown)
  }
}

/** The answer to a client that broke off its upload. The client may not be there to read it. */
function refuseBrokenBody({ req }: BudgetContext, cause: unknown): Refusal {
  return req.raw.signal.aborted
    ? new Refusal('aborted', 'The request was aborted; nothing was changed', { cause })
    : refuseBody('The body ended before it was complete', cause)
}

function declaredLength({ req }: BudgetContext): number | null {
  const length = req.header('Content-Length') ?? ''
  return /^\d+$/.test(length) && req.header('Transfer-Encoding') === undefined ? Number(length) : null
}

const jsonType = /^application\/json(?:;\s*charset="?utf-8"?)?$/i

function requireJsonType({ req }: BudgetContext): void {
  const type = req.header('Content-Type') ?? ''
  const encoding = req.header('Content-Encoding') ?? 'identity'
  // A server decodes chunks, and no other transfer encoding.
  const transfer = req.header('Transfer-Encoding') ?? 'chunked'
  const isPlain = encoding.toLowerCase() === 'identity' && transfer.toLowerCase() === 'chunked'
  if (isPlain && jsonType.test(type)) return
  throw new Refusal(
    'unsupported_media_type',
    'The body must be application/json, in UTF-8 and not compressed',
  )
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function readText(bytes: ArrayBuffer): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw refuseBody(notJson)
  }
}
