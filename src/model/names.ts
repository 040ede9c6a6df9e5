import type { InputIssue } from '../errors/details.js'
import { atPath, issueOf, requireText } from '../errors/invalid-input.js'
import { lengthIssue } from './text.js'

const whiteSpace = /\p{White_Space}+/gu
const ignorable = /\p{Default_Ignorable_Code_Point}+/gu
const dotlessI = /[^\u0131]+/gu
const asciiOnly = /^[ -~]*$/
const untidySpace = /^ | $| {2}/
// Unicode calls the braille blank a symbol, but nothing of it is visible.
const visible = /[^\p{Mark}\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Control}\u2800]/u

/** A name as it is stored: trimmed, with one space for each run of white space. */
export function tidyName(name: string): string {
  return name.replace(whiteSpace, ' ').trim()
}

/** What is wrong with a new name: no visible character, more than 100 characters, or text that cannot be stored. */
export function nameIssue(name: string): InputIssue | null {
  return (
    lengthIssue(name, 1, 100) ??
    (visible.test(name)
      ? null
      : issueOf('too_short', 'At least 1 visible character is needed', { minimum: 1 }))
  )
}

/**
 * Folds a category name for comparison: two names are the same if their folds are equal. Case, Unicode form and
 * invisible characters make no difference (Unicode's NFKC_Casefold, with one space for each run of white space). It
 * does not depend on a locale, so every adapter and every machine agrees. A dotless ı differs from i.
 *
 * @param name - A name, as people write it.
 * @throws `invalid_input` for anything but text.
 *
 * @example
 * ```ts
 * import { foldName } from 'budgetbook'
 *
 * console.log(foldName('CAFÉ') === foldName('cafe\u0301'), foldName('Straße') === foldName('STRASSE')) // => true true
 * console.log(foldName('Sınır') === foldName('Sinir')) // => false
 * ```
 */
export function foldName(name: string): string {
  atPath(['name'], () => requireText(name, 'A name'))
  if (asciiOnly.test(name) && !untidySpace.test(name)) return name.toLowerCase()
  // Each step can make work for another: a normalized form may contain an ignorable character, and a fold may need to
  // be composed.
  const fold = tidyName(foldCase(name.normalize('NFKC').replace(ignorable, '')).normalize('NFKC'))
  return fold === name ? fold : foldName(fold)
}

/**
 * Folds a name as documents and tables of every age satisfy it: an older version treated fewer names as equal than
 * {@link foldName} does.
 */
export function olderFold(name: string): string {
  return name.normalize().toLowerCase()
}

/**
 * Unicode's default case folding. Lower case alone would keep ß and ss apart, and upper case alone would merge ı and
 * i.
 */
function foldCase(text: string): string {
  return text
    .replace(dotlessI, (part) => part.toLowerCase().toUpperCase().toLowerCase())
    .replaceAll('\u03C2', '\u03C3') // a sigma at the end of a word
}
