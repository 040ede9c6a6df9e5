import { Checksum } from './checksum.js'
import { canonicalPieces } from './canonical-json.js'

// Any odd number other than the checksum's own. The two checksums together make 64 bits.
const secondMultiplier = 0x85ebca6b

/** A 64-bit fingerprint of JSON values, as 16 hexadecimal digits. The order of fields makes no difference. */
export class Fingerprint {
  readonly #first = new Checksum()
  readonly #second = new Checksum(secondMultiplier)

  add(text: string): void {
    this.#first.add(text)
    this.#second.add(text)
  }

  /** The fingerprint of all pieces of text so far. */
  digits(): string {
    return this.#first.digits() + this.#second.digits()
  }
}

/** The {@link Fingerprint} of a text. */
export function fingerprintOfText(text: string): string {
  const fingerprint = new Fingerprint()
  fingerprint.add(text)
  return fingerprint.digits()
}

/** The {@link Fingerprint} of a request. */
export function fingerprintOf(request: readonly unknown[]): string {
  const fingerprint = new Fingerprint()
  for (const piece of canonicalPieces(request)) fingerprint.add(piece)
  return fingerprint.digits()
}
