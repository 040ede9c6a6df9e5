import { checksum } from './checksum.js'
import { canonicalJson } from './canonical-json.js'

// Any other odd number: with the checksum's own multiplier it makes 64 bits.
const secondMultiplier = 0x85ebca6b

/** What tells one request from another under the same operation id. */
export function fingerprintOf(request: readonly unknown[]): string {
  const text = canonicalJson(request)
  return checksum(text) + checksum(text, secondMultiplier)
}
