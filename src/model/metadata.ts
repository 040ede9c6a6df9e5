import { atPath, invalidInput } from '../errors/invalid-input.js'
import type { JsonValue } from '../lib/json.js'
import { requireStorableText } from './text.js'

/**
 * The app's own data on an entity: any JSON object of at most 4 KiB. The book keeps it and never reads it.
 */
export type Metadata = Readonly<Record<string, JsonValue>>

/**
 * Metadata as an app passes it. Unlike {@link Metadata}, the type takes an object of an `interface`, so the compiler
 * does not check its values. The call does: a value that JSON would lose or change is `invalid_input`.
 */
export type MetadataInput =
  | Metadata
  | (object & {
      /** A list, a `Map` or a `Set` is not metadata. */
      readonly [Symbol.iterator]?: never
      /** A `Date` is not metadata. */
      readonly [Symbol.toPrimitive]?: never
    })

const maxBytes = 4_096
const maxDepth = 64

/**
 * A copy of metadata that shares nothing with the original.
 *
 * @throws `invalid_input` for a value that JSON would lose or change (`undefined`, `NaN`, a `Date`, a cycle), and for
 * more than 4 KiB.
 */
export function copyMetadata(value: unknown): Metadata {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidInput('invalid_type', 'Metadata must be a JSON object', [], { expected: 'object' })
  }
  const copy = copyJson(value, 0, { left: maxBytes })
  const text = JSON.stringify(copy)
  // A code unit takes at most three bytes, so short text needs no counting.
  if (text.length > maxBytes / 3 && utf8Length(text) > maxBytes) throw tooLong()
  return copy as Metadata
}

function copyJson(value: unknown, depth: number, budget: { left: number }): JsonValue {
  // Every value takes at least one byte, so a huge or endless object is refused early.
  if (--budget.left < 0 || depth > maxDepth) throw tooLong()
  if (value === null || typeof value === 'boolean') return value
  if (typeof value === 'string') return requireStorableText(value)
  if (typeof value === 'number' && Number.isFinite(value)) return value === 0 ? 0 : value // JSON has no -0
  if (Array.isArray(value)) {
    return Array.from(value, (item: unknown, index) =>
      atPath([index], () => copyJson(item, depth + 1, budget)),
    )
  }
  if (isPlainObject(value)) {
    // fromEntries defines properties, so that a key "__proto__" stays a key.
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        requireStorableText(key),
        atPath([key], () => copyJson(item, depth + 1, budget)),
      ]),
    )
  }
  throw invalidInput('not_json', 'Not a value that JSON can carry')
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

function utf8Length(text: string): number {
  return encodeURIComponent(text).replace(/%../g, '_').length
}

function tooLong(): Error {
  return invalidInput(
    'too_long',
    `Metadata may take at most ${maxBytes} bytes as JSON, ${maxDepth} levels deep`,
    [],
    {
      maximum: maxBytes,
    },
  )
}
