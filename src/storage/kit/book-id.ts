import { atPath, requireText } from '../../errors/invalid-input.js'
import { requireLength } from '../../model/text.js'

/** Checks a book id. A book checks its own id, but apps call `deleteBook` of an adapter themselves. */
export function requireBookId(bookId: string): void {
  atPath(['bookId'], () => {
    requireText(bookId, 'A book id')
    requireLength(bookId, 1, 200)
  })
}
