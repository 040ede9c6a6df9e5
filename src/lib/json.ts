/**
 * A value that JSON can carry: what {@link Metadata} and violation details are made of.
 */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject

/**
 * A JSON object.
 */
export interface JsonObject {
  readonly [key: string]: JsonValue
}

/** A deep copy of a JSON value, many times faster than structuredClone. */
export function copyJson(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(copyJson)
  return copyJsonObject(value as JsonObject)
}

/** A deep copy of a JSON object. */
export function copyJsonObject(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyJson(item)]))
}

/** Whether lists and objects are nested in at most so many levels. */
export function isNestedWithin(levels: number, value: JsonValue): boolean {
  if (typeof value !== 'object' || value === null) return true
  return levels > 0 && Object.values(value).every((item: JsonValue) => isNestedWithin(levels - 1, item))
}

/** Whether two JSON values hold the same, the keys of objects in the same order. */
export function isSameJson(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return one === other
  const [fields, others] = [Object.entries(one), Object.entries(other)]
  return (
    fields.length === others.length &&
    fields.every(([key, value], at) => key === others[at]?.[0] && isSameJson(value, others[at][1]))
  )
}

const emptyObject: JsonObject = Object.freeze({})

/** A deep copy of a JSON value that is frozen. */
export function frozenJson(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return Object.freeze((value as readonly JsonValue[]).map(frozenJson))
  const entries = Object.entries(value)
  // Empty objects are common, and a million of them share this one.
  if (entries.length === 0) return emptyObject
  return Object.freeze(Object.fromEntries(entries.map(([key, item]) => [key, frozenJson(item)])))
}

/** Freezes a JSON value that nobody else has, without a copy. */
export function freezeJson<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freezeJson)
  return value
}

/** The same JSON value if it is frozen throughout, or else a copy that is. */
export function shareJson(value: JsonValue): JsonValue {
  return isFrozenJson(value) ? value : frozenJson(value)
}

function isFrozenJson(value: JsonValue): boolean {
  if (typeof value !== 'object' || value === null) return true
  return Object.isFrozen(value) && Object.values(value).every(isFrozenJson)
}
