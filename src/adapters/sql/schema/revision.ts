import { uniqueText } from '../../../lib/random-hex.js'

/** A name for a commit that no other commit has. */
export function newRevision(): string {
  return uniqueText()
}
