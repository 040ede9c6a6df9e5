import { checksum } from '../storage/checksum.js'

// Any other odd number: with the checksum's own multiplier it makes 64 bits.
const secondMultiplier = 0x85ebca6b

/** What tells one request from another under the same operation id. */
export function fingerprintOf(request: readonly unknown[]): string {
  const text = canonicalJson(request)
  return checksum(text) + checksum(text, secondMultiplier)
}

/** JSON with sorted keys, so that the order in which a caller writes fields makes no other request. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  )
}
