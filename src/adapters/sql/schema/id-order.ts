/*
 * Expenses of one instant are ordered by id, as JavaScript compares text: by UTF-16 units. Databases compare UTF-8
 * bytes. The two orders differ when a character above U+FFFF is compared with one from U+E000 to U+FFFF. So a
 * character from U+E000 to U+FFFF is stored with U+10FFFF, the last character of Unicode, in front of it, and
 * U+10FFFF itself with U+0001 after it. Then the bytes are in the right order. Every other id, such as a UUID, is
 * stored unchanged.
 */

const last = '\u{10FFFF}'
const outOfOrder = /[\uE000-\uFFFF]|\u{10FFFF}/gu
const written = /\u{10FFFF}(.)/gsu

/** An id as it is stored. Its bytes sort as the id's UTF-16 units do. */
export function writeOrderedId(id: string): string {
  return id.replace(outOfOrder, (character) => (character === last ? `${last}\u0001` : last + character))
}

/** The id that {@link writeOrderedId} wrote. */
export function readOrderedId(text: string): string {
  return text.replace(written, (_, character: string) => (character === '\u0001' ? last : character))
}
