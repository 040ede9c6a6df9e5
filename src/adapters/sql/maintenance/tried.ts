import { CallerCode } from '../../../storage/kit/caller-code.js'
import { typedFailure } from '../failures.js'
import { retriesExhausted } from '../read/book-reader.js'
import { untilDone } from '../write/attempts.js'

/**
 * Tries work again until it succeeds, as a commit does. Throws a typed error.
 *
 * @param bookId - The book for the error; `''` for work on all books.
 * @param attempt - One attempt. Its result must not be `null`, which would mean that another writer was faster.
 */
export async function tried<Result extends NonNullable<unknown>>(
  bookId: string,
  attempt: () => Promise<Result>,
): Promise<Result> {
  return untilDone({
    caller: new CallerCode(),
    attempt,
    check: () => undefined,
    failure: (error) => (error === undefined ? retriesExhausted() : typedFailure(error, bookId)),
  })
}
