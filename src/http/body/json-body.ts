import type { Next } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { inTurns } from '../../book/long-work.js'
import type { BudgetContext, Step } from '../environment.js'
import { Refusal } from '../errors/refusal.js'
import { refuseBody } from '../errors/to-refusal.js'
import { once } from '../once.js'
import { parseDocument } from './parse-document.js'
import { notJson, parseJson } from './parse-json.js'

/** Makes a value of the text of a body; throws what the client is told. */
type Parse = (text: string, signal: AbortSignal) => unknown

/** Reads the body first of all: JSON in UTF-8, not too long, not too deep, without numbers that parsing would change. */
export const requireJson: Step = bodyReader('bodyLimit', parseJson)

/** The same for a document, which may be longer than other bodies. So it gives way to others while it is parsed. */
export const requireDocument: Step = bodyReader('importLimit', (text, signal) =>
  inTurns(parseDocument(text), { signal }),
)

/** The same for a body that may hold a whole file as one text. */
export const requireLongTexts: Step = bodyReader('importLimit', (text, signal) =>
  inTurns(parseDocument(text, { longTexts: true }), { signal }),
)

function bodyReader(limit: 'bodyLimit' | 'importLimit', parse: Parse): Step {
  return once(async (context, next) => readBody(context, next, context.get('host')[limit], parse))
}

async function readBody(context: BudgetContext, next: Next, maxSize: number, parse: Parse): Promise<void> {
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
    await (length === null ? bodyLimit({ maxSize, onError })(context, read) : read())
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
  if (jsonType.test(type) && encoding.toLowerCase() === 'identity') return
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
