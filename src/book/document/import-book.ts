import type { BookContext } from '../book-context.js'
import type { BudgetBook } from '../budget-book.js'
import { parseLongMutationOptions } from '../call-options.js'
import { asOneStep, inTurns } from '../long-work.js'
import { readDocument } from './read-document.js'
import { writeDocument } from './write-document.js'

/** Makes {@link BudgetBook.importBook}. */
export function bookImporter(context: BookContext): BudgetBook['importBook'] {
  return async (document, options) => {
    context.requireOpen()
    const { onProgress, ...checked } = parseLongMutationOptions(options)
    const { signal, operationId } = checked
    const contents = await inTurns(readDocument(document, context.parts.bookId), { signal, onProgress })
    // Two documents of one book are the same request, whatever the order of their fields.
    const sum = operationId === undefined ? '' : (await inTurns(writeDocument(contents), { signal })).checksum
    await asOneStep(
      'storing',
      contents.expenses.length,
      () => context.rebuild({ request: ['importBook', sum], rebuild: () => contents }, checked),
      onProgress,
    )
  }
}
