import { atPath, requireText } from '../../errors/invalid-input.js'
import { requireLength } from '../../model/text.js'

/** Checks a book id as adapters get it: the book checks its own, but `deleteBook` is called by apps. */
export function requireBookId(bookId: string): void {
  atPath(['bookId'], () => {
    requireText(bookId, 'A book id')
    requireLength(bookId, 1, 200)
  })
}
