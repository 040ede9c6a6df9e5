import type { JsonValue } from '../lib/json.js'

/**
 * The part of a cause that goes into JSON: the name and message of an error, or a primitive. Any other object is left
 * out, and so are an error's other fields: those of a driver's error may hold queries and passwords.
 */
export function causeToJson(cause: unknown): JsonValue | undefined {
  if (cause === null || typeof cause === 'string' || typeof cause === 'boolean') return cause
  if (typeof cause === 'number') return Number.isFinite(cause) ? cause : undefined
  if (typeof cause !== 'object') return undefined
  try {
    const { name, message } = cause as { readonly name?: unknown; readonly message?: unknown }
    return typeof name === 'string' && typeof message === 'string' ? { name, message } : undefined
  } catch {
    return undefined // a getter or a proxy that throws
  }
}

/** Reads what {@link causeToJson} wrote: an error, or the primitive. */
export function causeFromJson(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json
  const { name, message } = json as { readonly name?: unknown; readonly message?: unknown }
  if (typeof name !== 'string' || typeof message !== 'string') return undefined
  const error = new Error(message)
  error.name = name
  return error
}
