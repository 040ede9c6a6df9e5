import type { InputIssue } from '../errors/details.js'
import { invalidInputs, issueOf } from '../errors/invalid-input.js'

// A lone surrogate or a NUL. PostgreSQL cannot hold them, and books must move between backends.
const unsupported = /\p{Surrogate}|\0/u

/** The issue for text that some backend cannot hold, or `null`. */
function storableTextIssue(text: string): InputIssue | null {
  if (!unsupported.test(text)) return null
  return issueOf('unsupported_text', 'Text with a NUL character or half of a surrogate pair cannot be stored')
}

/** Refuses text that some backend cannot hold. */
export function requireStorableText(text: string): string {
  return requireNone(text, storableTextIssue(text))
}

/**
 * The issue for text that is too short, too long, or that some backend cannot hold; `null` if the text is fine.
 * Lengths are in characters (Unicode code points).
 */
export function lengthIssue(text: string, minimum: number, maximum: number): InputIssue | null {
  const unstorable = storableTextIssue(text)
  if (unstorable !== null) return unstorable
  const length = lengthIn(text, maximum)
  if (length < minimum) {
    return issueOf('too_short', `At least ${minimum} character is needed`, { minimum })
  }
  return length > maximum
    ? issueOf('too_long', `At most ${maximum} characters are allowed`, { maximum })
    : null
}

/** Refuses text that {@link lengthIssue} finds something wrong with. */
export function requireLength(text: string, minimum: number, maximum: number): string {
  return requireNone(text, lengthIssue(text, minimum, maximum))
}

function requireNone(text: string, issue: InputIssue | null): string {
  if (issue !== null) throw invalidInputs([issue])
  return text
}

// Text has at most as many code points as UTF-16 units, and at least half as many. So most texts need no counting,
// and text of a megabyte is never counted.
function lengthIn(text: string, maximum: number): number {
  const { length } = text
  return length <= maximum || length > 2 * maximum ? length : Array.from(text).length
}
