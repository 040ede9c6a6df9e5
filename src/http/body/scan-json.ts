import { refuseBody } from '../errors/to-refusal.js'

/** The most levels of lists and objects in a body. Metadata may have 64, and nothing has as many around it. */
export const mostLevels = 100

const space = 0x20
const quote = 0x22
const comma = 0x2c
const backslash = 0x5c

/**
 * Where a value ends: at the comma or the bracket after it, or at the end of the text. Only its brackets and quotes
 * are looked at, so parse it to know if it is JSON. Refuses a value that is nested too deeply: to parse 16 MB of
 * brackets takes many seconds.
 *
 * @param levels - How many levels the value may have.
 * @param longest - How far to look. If the value is longer, the result is beyond this length.
 */
export function endOfValue(text: string, start: number, levels: number, longest = Infinity): number {
  const last = Math.min(text.length, start + longest)
  let depth = 0
  let at = start
  for (; at < last; at++) {
    switch (text.charCodeAt(at)) {
      case quote:
        at = endOfString(text, at + 1) - 1
        break
      case 0x5b: // [
      case 0x7b: // {
        if (++depth > levels) throw refuseBody(`The body is nested in more than ${mostLevels} levels`)
        break
      case 0x5d: // ]
      case 0x7d: // }
        if (--depth < 0) return at
        break
      case comma:
        if (depth === 0) return at
        break
      default:
    }
  }
  return at < text.length ? at + 1 : at
}

/**
 * Where a string ends: after its closing quote.
 *
 * Not a regular expression: one that repeats an alternative overflows the engine's stack in a string of some million
 * characters.
 *
 * @param start - After its opening quote.
 */
export function endOfString(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === quote) return at + 1
    if (unit === backslash) at++ // the escaped character
  }
  return text.length
}

/** Where the white space ends that begins at `start`. */
export function endOfSpace(text: string, start: number): number {
  let at = start
  while (isSpace(text.charCodeAt(at))) at++
  return at
}

function isSpace(unit: number): boolean {
  return unit === space || unit === 0x0a || unit === 0x0d || unit === 0x09
}
