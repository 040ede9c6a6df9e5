import { randomHexadecimal } from '../../../lib/random-text.js'

/** A name for a commit that no other commit has: 128 bits. */
export function newRevision(): string {
  return randomHexadecimal(16)
}
