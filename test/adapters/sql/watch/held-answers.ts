import { vi } from 'vitest'
import { BookWatch } from '../../../../src/adapters/sql/watch/book-watch.js'
import { WatchedBooks } from '../../../../src/adapters/sql/watch/watched-books.js'
import type { SqlWatch } from '../../../../src/adapters/sql/watch/watch-options.js'

/** The interval of the watch. */
export const every = 1_000

interface Question {
  readonly ids: readonly string[]
  readonly answer: (revisions: Readonly<Record<string, string>>) => Promise<void>
}

/** A watch, the questions that it asked, and the books whose listeners heard that others have written. */
export function watching(wake?: SqlWatch['wake']) {
  const books = new WatchedBooks()
  const questions: Question[] = []
  const ask = async (ids: readonly string[]) =>
    new Promise<ReadonlyMap<string, string>>((resolve) => {
      const answer = async (revisions: Readonly<Record<string, string>>) => {
        resolve(new Map(Object.entries(revisions)))
        await vi.advanceTimersByTimeAsync(0)
      }
      questions.push({ ids, answer })
    })
  const watch = new BookWatch(books, ask, { every, wake })
  const heard: string[] = []
  const listen = (bookId: string) => watch.begin(bookId, () => heard.push(bookId))
  return { books, questions, watch, heard, listen }
}

/** Lets an interval pass. */
export const anInterval = async () => vi.advanceTimersByTimeAsync(every)
