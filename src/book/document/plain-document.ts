import { isBudgetBookError } from '../../errors/error.js'
import { invalidInput } from '../../errors/invalid-input.js'
import { Phase, type Steps } from '../long-work.js'
import { countItems, type DocumentBody } from './checksum-document.js'

/** The most fields that a document may have, those of later versions too. A document of this version has nine. */
export const mostFields = 1_000

/** What is checked of a document before it is copied. */
export interface DocumentMark {
  readonly format?: unknown
  readonly version?: unknown
  readonly checksum?: unknown
}

/**
 * Copies a caller's document through JSON, to get plain data that nobody else holds. Throws `invalid_input`.
 *
 * @param check - Gets what marks a document, before the rest is copied. Throws if the input is not a document.
 */
export function* plainDocument(document: unknown, check: (mark: DocumentMark) => void): Steps<DocumentBody> {
  try {
    return yield* copyInSteps(sourceOf(document), check)
  } catch (error) {
    if (isBudgetBookError(error)) throw error
    throw invalidInput('invalid_type', 'A document must be an object. Parse its JSON text first', [], {
      expected: 'object',
    })
  }
}

function* copyInSteps(source: DocumentBody, check: (mark: DocumentMark) => void): Steps<DocumentBody> {
  const keys = Object.keys(source)
  if (keys.length > mostFields)
    throw invalidInput('too_long', `A document has at most ${mostFields} fields`, [], { maximum: mostFields })
  const { format, version, checksum } = source as DocumentMark
  const mark = throughJson({ format, version, checksum }) as DocumentMark
  check(mark)
  const phase = new Phase('reading', countItems(source))
  const fields = Object.entries<unknown>({ ...mark })
  for (const key of keys.filter((name) => !Object.hasOwn(mark, name))) {
    const field = source[key]
    if (Array.isArray(field)) {
      const items: unknown[] = []
      // One by one, because an item may be long.
      yield* phase.each(field, ([item]) => items.push((throughJson([item]) as unknown[])[0]), 1)
      fields.push([key, items])
    } else if (JSON.stringify(field) !== undefined) fields.push([key, throughJson(field)])
  }
  return Object.fromEntries(fields)
}

// The object to copy: the document, or what its own toJSON gives.
function sourceOf(document: unknown): DocumentBody {
  const { toJSON } = document as { readonly toJSON?: unknown }
  const source = typeof toJSON === 'function' ? throughJson(document) : document
  if (typeof source === 'object' && source !== null && !Array.isArray(source)) return source as DocumentBody
  throw new TypeError('Not an object')
}

function throughJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown
}
