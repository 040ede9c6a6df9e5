import { hexadecimal, randomBytes } from '../storage/random-bytes.js'

/** A name for a commit that no other commit has: 128 bits. */
export function newRevision(): string {
  return Array.from(randomBytes(16), (byte) => hexadecimal(byte, 2)).join('')
}
