import { checksum } from './checksum.js'
import { canonicalJson } from './canonical-json.js'

// Any odd number other than the checksum's own. The two checksums together make 64 bits.
const secondMultiplier = 0x85ebca6b

/** A 64-bit fingerprint of JSON values, as 16 hexadecimal digits. The order of fields makes no difference. */
export function fingerprintOf(request: readonly unknown[]): string {
  const text = canonicalJson(request)
  return checksum(text) + checksum(text, secondMultiplier)
}
