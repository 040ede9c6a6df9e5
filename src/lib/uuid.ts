import { hexadecimal, randomHexadecimal } from './random-text.js'

const idsPerMillisecond = 0x1000
// Two bits of RFC 9562, and two at random.
const variants = '89ab'

/**
 * Makes UUIDs of version 7, each greater than the one before, as text too: what was recorded later in one
 * millisecond is listed as the newer, and an index of ids grows at its end.
 */
export function timeOrderedIds(): () => string {
  let instant = 0
  let counter = 0
  let time = ''
  return () => {
    // Only ever forward, also where the clock is set back or a millisecond has run out of ids.
    const now = Date.now()
    counter = now > instant ? 0 : (counter + 1) % idsPerMillisecond
    if (now > instant || counter === 0) {
      instant = now > instant ? now : instant + 1
      const digits = hexadecimal(instant, 12)
      time = `${digits.slice(0, 8)}-${digits.slice(8)}-7`
    }
    const random = randomHexadecimal(8)
    const variant = variants[Number.parseInt(random.charAt(0), 16) & 3]
    return `${time}${hexadecimal(counter, 3)}-${variant}${random.slice(1, 4)}-${random.slice(4)}`
  }
}
