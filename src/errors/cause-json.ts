import type { JsonValue } from '../lib/json.js'

/**
 * What JSON can carry of a cause: name and message of an error, a primitive as it is, and nothing of any other object. An
 * error of a driver may hold queries and passwords in its other fields.
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

/** The cause again that {@link causeToJson} wrote: an error where it was one, else the primitive. */
export function causeFromJson(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json
  const { name, message } = json as { readonly name?: unknown; readonly message?: unknown }
  if (typeof name !== 'string' || typeof message !== 'string') return undefined
  const error = new Error(message)
  error.name = name
  return error
}
