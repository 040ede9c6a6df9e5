import { randomHex, toHex } from './random-hex.js'

const idsPerMillisecond = 0x1000
// RFC 9562 fixes two bits of this digit; the other two are random.
const variants = '89ab'

/**
 * A generator of UUIDs of version 7. Each id is greater than the one before, compared as text too: of two expenses in
 * one millisecond the later one is listed as newer, and an index of ids grows at its end.
 */
export function uuidv7Generator(): () => string {
  let instant = -1
  let counter = 0
  let time = ''
  return () => {
    // The instant never goes back, even if the clock is set back. It goes ahead of the clock if a millisecond runs out of ids.
    const now = Math.max(Date.now(), 0)
    counter = now > instant ? 0 : (counter + 1) % idsPerMillisecond
    if (now > instant || counter === 0) {
      instant = now > instant ? now : instant + 1
      const digits = toHex(instant, 12)
      time = `${digits.slice(0, 8)}-${digits.slice(8)}-7`
    }
    const random = randomHex(8)
    const variant = variants[Number.parseInt(random.charAt(0), 16) & 3]
    return `${time}${toHex(counter, 3)}-${variant}${random.slice(1, 4)}-${random.slice(4)}`
  }
}
