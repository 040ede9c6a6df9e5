/**
 * A value that JSON can carry: what {@link Metadata} and violation details are made of.
 *
 * @example
 * ```ts
 * import type { JsonValue } from 'budgetbook'
 *
 * const value: JsonValue = { tags: ['work', 'refundable'], receipt: null }
 * console.log(JSON.stringify(value)) // => {"tags":["work","refundable"],"receipt":null}
 * ```
 */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject

/**
 * A JSON object.
 *
 * @example
 * ```ts
 * import type { JsonObject } from 'budgetbook'
 *
 * const details: JsonObject = { share: 12.5 }
 * console.log(JSON.stringify(details)) // => {"share":12.5}
 * ```
 */
export interface JsonObject {
  readonly [key: string]: JsonValue
}

/** A copy of a JSON value that shares nothing with it; many times faster than structuredClone. */
export function copyJson(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(copyJson)
  return copyJsonObject(value as JsonObject)
}

/** A copy of a JSON object that shares nothing with it. */
export function copyJsonObject(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyJson(item)]))
}

const emptyObject: JsonObject = Object.freeze({})

/** A copy of a JSON value that nobody can change. */
export function frozenJson(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return Object.freeze((value as readonly JsonValue[]).map(frozenJson))
  const entries = Object.entries(value)
  // Most entities have no metadata of their own; a million of them share this.
  if (entries.length === 0) return emptyObject
  return Object.freeze(Object.fromEntries(entries.map(([key, item]) => [key, frozenJson(item)])))
}
