import { bodyLimit } from 'hono/body-limit'
import type { BudgetContext, Step } from '../environment.js'
import { Refusal } from '../errors/refusal.js'
import { refuseBody } from '../errors/to-refusal.js'
import { firstInexactNumber } from './exact-numbers.js'

/** Reads the body before anything else looks at it: JSON in UTF-8, not too long, with no number that parsing would change. */
export const requireJson: Step = async (context, next) => {
  const maxSize = context.var.host.bodyLimit
  const onError = () => {
    throw new Refusal('body_too_large', `At most ${maxSize} bytes are allowed`, {
      details: { maximum: maxSize },
    })
  }
  requireJsonType(context)
  const read = async () => {
    const bytes = await context.req.arrayBuffer()
    // Servers hold a body to its Content-Length; a Request that was made by hand may say anything.
    if (bytes.byteLength > maxSize) onError()
    const { text, value } = readJson(bytes)
    context.set('bodyText', text)
    // So that it is parsed once; the schemas ask for it there.
    context.req.bodyCache.json = Promise.resolve(value)
    await next()
  }
  const length = declaredLength(context)
  if (length === null) return bodyLimit({ maxSize, onError })(context, read)
  // The stream that a limit counts in costs more than all else here, and what is declared needs no counting.
  if (length > maxSize) onError()
  return read()
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

function readJson(bytes: ArrayBuffer): { readonly text: string; readonly value: unknown } {
  let text: string
  let value: unknown
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    value = JSON.parse(text)
  } catch {
    throw refuseBody('The body is not JSON in UTF-8')
  }
  const inexact = firstInexactNumber(text)
  if (inexact === undefined) return { text, value }
  throw refuseBody(`A number with more digits than a double carries: ${inexact}; pass text`)
}
