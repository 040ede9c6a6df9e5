import { hexadecimal, randomBytes } from '../storage/random-bytes.js'

const idsPerMillisecond = 0x1000

/**
 * Makes UUIDs of version 7, each greater than the one before, as text too: what was recorded later in one
 * millisecond is listed as the newer, and an index of ids grows at its end.
 */
export function timeOrderedIds(): () => string {
  let instant = 0
  let counter = 0
  return () => {
    // Only ever forward, also where the clock is set back or a millisecond has run out of ids.
    const now = Date.now()
    counter = now > instant ? 0 : (counter + 1) % idsPerMillisecond
    instant = now > instant ? now : counter === 0 ? instant + 1 : instant
    const time = hexadecimal(instant, 12)
    const bytes = randomBytes(8)
    bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x80 // the variant of RFC 9562
    const random = Array.from(bytes, (byte) => hexadecimal(byte, 2)).join('')
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hexadecimal(counter, 3)}-${random.slice(0, 4)}-${random.slice(4)}`
  }
}
