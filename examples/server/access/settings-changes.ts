import { isBudgetBookError } from 'budgetbook'
import type { Books } from '../books.js'
import { bookIdOf } from './access.js'

/** Makes a function that says whether an entry of the history of a shared book changed its settings. */
export function settingsChanges({ bookOf }: Pick<Books, 'bookOf'>) {
  return async (shared: string, entryId: string): Promise<boolean> => {
    const book = await bookOf(bookIdOf({ user: '', shared }))
    try {
      const { changes } = await book.history.get(entryId)
      // Nobody can undo work on the whole book.
      return changes !== 'whole_book' && changes.some(({ type }) => type === 'settings')
    } catch (error) {
      // The API reports this error in its own words.
      if (isBudgetBookError(error, 'not_found') || isBudgetBookError(error, 'invalid_input')) return false
      throw error
    }
  }
}
