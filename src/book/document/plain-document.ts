import { invalidInput } from '../../errors/invalid-input.js'
import { Phase, type Steps } from '../long-work.js'
import { countItems, type DocumentBody } from './checksum-document.js'

/** Copies a caller's document through JSON, to get plain data that nobody else holds. Throws `invalid_input`. */
export function* plainDocument(document: unknown): Steps<DocumentBody> {
  try {
    const source = sourceOf(document)
    const phase = new Phase('reading', countItems(source))
    const fields: [string, unknown][] = []
    for (const key of Object.keys(source)) {
      const field = source[key]
      if (Array.isArray(field)) {
        const items: unknown[] = []
        yield* phase.each(field, (chunk) => items.push(...(throughJson(chunk) as unknown[])))
        fields.push([key, items])
      } else if (JSON.stringify(field) !== undefined) fields.push([key, throughJson(field)])
    }
    return Object.fromEntries(fields)
  } catch {
    throw invalidInput('invalid_type', 'A document must be an object. Parse its JSON text first', [], {
      expected: 'object',
    })
  }
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
