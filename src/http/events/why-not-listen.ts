import type { BudgetBook } from '../../book/budget-book.js'
import { bookIdOf, openBook, requireSameCaller } from '../access.js'
import type { BudgetContext } from '../environment.js'
import { Refusal } from '../errors/refusal.js'
import type { Ending } from './event-stream.js'

/**
 * Asks the host why the caller must not listen to the book any longer. Resolves to `null` if the caller may go on.
 * Rejects if the host failed to say.
 */
export async function whyNotListen(context: BudgetContext): Promise<Ending | null> {
  try {
    await requireSameCaller(context)
  } catch (error) {
    if (error instanceof Refusal && error.code === 'unauthenticated') return { reason: error }
    throw error
  }
  const book = context.get('book')
  const opened = await openBook(context.get('host'), bookIdOf(context), context.get('request'))
  return opened === book ? whyClosed(book) : { reason: undefined }
}

// A closed book tells nobody anything, not even that it is closed.
function whyClosed(book: BudgetBook): Ending | null {
  try {
    book.subscribe(() => undefined)()
    return null
  } catch (reason) {
    return { reason }
  }
}
