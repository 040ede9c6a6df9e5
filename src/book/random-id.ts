// Web Crypto is there in every supported runtime; randomUUID is not, outside of secure contexts.
interface RandomSource {
  readonly crypto: { getRandomValues(bytes: Uint8Array): Uint8Array }
}

/** A random UUID, version 4. */
export function randomId(): string {
  const bytes = (globalThis as unknown as RandomSource).crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
