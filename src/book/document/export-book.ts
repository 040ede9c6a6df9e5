import type { BookContext } from '../book-context.js'
import type { BudgetBook } from '../budget-book.js'
import { isContents } from '../call-adapter.js'
import { parseLongCallOptions } from '../call-options.js'
import { inTurns } from '../long-work.js'
import { writeDocument } from './write-document.js'

/** Makes {@link BudgetBook.exportBook}. */
export function bookExporter(context: BookContext): BudgetBook['exportBook'] {
  const { storage, bookId } = context.parts
  return async (options) => {
    context.requireOpen()
    const { onProgress, ...checked } = parseLongCallOptions(options)
    const contents = await context.ask(checked, (call) => storage.readAll(bookId, call), isContents)
    return inTurns(writeDocument(contents, bookId), { ...checked, onProgress })
  }
}
