import type { InputIssue } from '../errors/details.js'
import { atPath, issueOf, requireText } from '../errors/invalid-input.js'
import { lengthIssue } from './text.js'

const whiteSpace = /\p{White_Space}+/gu
const ignorable = /\p{Default_Ignorable_Code_Point}+/gu
const dotlessI = /[^\u0131]+/gu
const asciiOnly = /^(?:[!-~]+(?: [!-~]+)*)?$/
// The braille blank is a symbol to Unicode, and empty to everybody else.
const visible = /[^\p{Mark}\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Control}\u2800]/u

/** A name as it is stored: one space for white space inside, none around it. */
export function tidyName(name: string): string {
  return name.replace(whiteSpace, ' ').trim()
}

/** What is wrong with a new name: nothing to see, more than 100 characters, or text that cannot be stored. */
export function nameIssue(name: string): InputIssue | null {
  return (
    lengthIssue(name, 1, 100) ??
    (visible.test(name)
      ? null
      : issueOf('too_short', 'At least 1 visible character is needed', { minimum: 1 }))
  )
}

/**
 * What category names are compared by: two names are the same when their folds are. This is Unicode's NFKC_Casefold, with
 * one space for white space: case, Unicode form and invisible characters make no difference. It has no locale, so that
 * every adapter and every machine agrees; a dotless ı stays apart from i.
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
  if (asciiOnly.test(name)) return name.toLowerCase()
  // Each step can make work for another: a form may hold an ignorable character, and a fold may have to be composed.
  const fold = tidyName(foldCase(name.normalize('NFKC').replace(ignorable, '')).normalize('NFKC'))
  return fold === name ? fold : foldName(fold)
}

/** Unicode's default case folding: lower case alone keeps ß from ss, and upper case alone would merge ı with i. */
function foldCase(text: string): string {
  return text
    .replace(dotlessI, (part) => part.toLowerCase().toUpperCase().toLowerCase())
    .replaceAll('\u03C2', '\u03C3') // a sigma at the end of a word
}
