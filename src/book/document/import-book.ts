import type { BookContents } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import type { BudgetBook } from '../budget-book.js'
import { parseLongMutationOptions } from '../call-options.js'
import { asOneStep, type Steps } from '../long-work.js'
import { readDocument } from './read-document.js'
import { requestSum } from './request-sum.js'

/** Makes {@link BudgetBook.importBook}. */
export function bookImporter(context: BookContext): BudgetBook['importBook'] {
  return async (document, options) => {
    context.requireOpen()
    const { onProgress, ...mutation } = parseLongMutationOptions(options)
    await context.prepare(
      prepareImport(document, context.parts.bookId, mutation.operationId !== undefined),
      { signal: mutation.signal, onProgress },
      async ({ contents, sum }, commits) =>
        asOneStep(
          'storing',
          contents.expenses.length,
          async () => commits.rebuild({ request: ['importBook', sum], rebuild: () => contents }, mutation),
          onProgress,
        ),
    )
  }
}

interface Prepared {
  readonly contents: BookContents
  /** What an operation is known by: two documents of one book are one request, whatever the order of their fields. */
  readonly sum: string | null
}

function* prepareImport(document: unknown, bookId: string, isNamed: boolean): Steps<Prepared> {
  const contents = yield* readDocument(document, bookId)
  return { contents, sum: isNamed ? yield* requestSum(contents) : null }
}
