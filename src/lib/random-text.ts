// Web Crypto is there in every supported runtime; randomUUID is not, outside of secure contexts.
interface RandomSource {
  readonly crypto: { getRandomValues(bytes: Uint8Array): Uint8Array }
}

const pairs = Array.from({ length: 256 }, (_, byte) => hexadecimal(byte, 2))
// Fetched together: a call costs some microseconds, more than all else that recording an expense takes.
const pool = new Uint8Array(1_024)
let used = pool.length

/** Bytes that nobody can guess, and nobody else gets, as hexadecimal text. */
export function randomHexadecimal(bytes: number): string {
  if (used + bytes > pool.length) {
    ;(globalThis as unknown as RandomSource).crypto.getRandomValues(pool)
    used = 0
  }
  let text = ''
  for (const end = used + bytes; used < end; used++) text += pairs[pool[used] as number]
  return text
}

/** A number as hexadecimal text of some length at least. */
export function hexadecimal(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0')
}
