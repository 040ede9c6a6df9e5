// Web Crypto is there in every supported runtime; randomUUID is not, outside of secure contexts.
interface RandomSource {
  readonly crypto: { getRandomValues(bytes: Uint8Array): Uint8Array }
}

/** Bytes that nobody can guess, and nobody else gets. */
export function randomBytes(count: number): Uint8Array {
  return (globalThis as unknown as RandomSource).crypto.getRandomValues(new Uint8Array(count))
}

/** A number as hexadecimal text of some length at least. */
export function hexadecimal(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0')
}
