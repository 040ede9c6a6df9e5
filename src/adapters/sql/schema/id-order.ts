/*
 * Expenses of one instant are ordered by id, as JavaScript compares text: by UTF-16 units. Databases compare UTF-8, which
 * differs where a character beyond the first plane meets one from U+E000 to U+FFFF. So the latter are written with the
 * last character of all before them, and that one with a U+0001 behind it: then the bytes are in order, and every other
 * id, each UUID among them, stands as it is.
 */

const last = '\u{10FFFF}'
const outOfOrder = /[\uE000-\uFFFF]|\u{10FFFF}/gu
const written = /\u{10FFFF}(.)/gsu

/** An id as it is stored: the order of its bytes is that of the id's UTF-16 units. */
export function writeOrderedId(id: string): string {
  return id.replace(outOfOrder, (character) => (character === last ? `${last}\u0001` : last + character))
}

/** The id that {@link writeOrderedId} wrote. */
export function readOrderedId(text: string): string {
  return text.replace(written, (_, character: string) => (character === '\u0001' ? last : character))
}
