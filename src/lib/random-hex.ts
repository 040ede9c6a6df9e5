// Web Crypto is not in the types of this library, and not in every runtime: React Native has none without a polyfill.
interface RuntimeGlobals {
  readonly crypto?: { readonly getRandomValues?: (bytes: Uint8Array) => unknown } | undefined
}

const hexOfByte = Array.from({ length: 256 }, (_, byte) => toHex(byte, 2))
// One call of getRandomValues serves many ids: a call costs more than all else that recording an expense takes.
const pool = new Uint8Array(1_024)
let used = pool.length

/** Whether the runtime has `crypto.getRandomValues`, which {@link randomHex} needs. */
export function hasSecureRandom(): boolean {
  return typeof (globalThis as RuntimeGlobals).crypto?.getRandomValues === 'function'
}

/** Random bytes as hexadecimal text that nobody can guess. Throws where the runtime cannot make them. */
export function randomHex(bytes: number): string {
  if (used + bytes > pool.length) {
    fillPool()
    used = 0
  }
  let text = ''
  for (const end = used + bytes; used < end; used++) text += hexOfByte[pool[used] as number]
  return text
}

function fillPool(): void {
  // Not randomUUID: a page on plain HTTP does not have it.
  const { crypto } = globalThis as RuntimeGlobals
  if (!crypto?.getRandomValues) throw new Error('This runtime has no crypto.getRandomValues')
  crypto.getRandomValues(pool)
}

/** Text that no other call makes, in any process. It works in every runtime, so it is not a secret. */
export function uniqueText(): string {
  try {
    return randomHex(16)
  } catch {
    // Each engine seeds Math.random anew; the time helps where the seed is small.
    const random = Array.from({ length: 4 }, () => toHex(Math.floor(Math.random() * 2 ** 32), 8))
    return toHex(Date.now(), 12) + random.join('')
  }
}

/** A number as hexadecimal text, padded to a length. */
export function toHex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0')
}
