const standardMultiplier = 0x01000193

/**
 * FNV-1a over UTF-16 code units, as 8 hexadecimal digits. It finds damage, not tampering. Changing any one code unit
 * always changes the checksum, as long as the multiplier is odd.
 */
export function checksum(text: string, multiplier = standardMultiplier): string {
  return new Checksum(multiplier).add(text).digits()
}

/** The {@link checksum} of a text that comes in pieces. */
export class Checksum {
  readonly #multiplier: number
  #hash = 0x811c9dc5

  constructor(multiplier = standardMultiplier) {
    this.#multiplier = multiplier
  }

  add(text: string): this {
    const multiplier = this.#multiplier
    let hash = this.#hash
    for (let index = 0; index < text.length; index++) {
      hash = Math.imul(hash ^ text.charCodeAt(index), multiplier)
    }
    this.#hash = hash
    return this
  }

  /** The checksum of all pieces so far. */
  digits(): string {
    return (this.#hash >>> 0).toString(16).padStart(8, '0')
  }
}
