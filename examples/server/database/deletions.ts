import { setImmediate } from 'node:timers/promises'
import type { StorageAdapter } from 'budgetbook'
import { bookIdOf } from '../access/access.js'
import { errorOf } from '../observability/failures.js'
import { markEmptied, nextUnfinished, type DeletedBook } from './deleted-books.js'
import type { AppDatabase } from './tables.js'

const tenMinutes = 10 * 60 * 1_000

/** What finishing deletions needs. */
export interface Finishing {
  readonly db: AppDatabase
  readonly storage: StorageAdapter
  /** How many milliseconds after its deletion the contents of a book are deleted for the last time. */
  readonly delay: number
  /** Called with the failure of one book. The others are deleted all the same. */
  readonly failed: (error: Error, bookId: string) => void
}

/**
 * How many milliseconds after the deletion of a book no write to it can be under way that began before. A client has
 * `requestTimeout` seconds to send a request. The API looks its user up again when the body is complete, and refuses it
 * if the book was deleted. So only the work after that counts. No work on one request takes ten minutes, and the clocks
 * of two processes differ by less.
 */
export function deletionDelay(requestTimeout: number): number {
  return requestTimeout * 1_000 + tenMinutes
}

/**
 * Deletes the contents of deleted books for the last time: the process may have ended before it deleted them, or a
 * request that was under way may have written to a book after that. Stops between two books if `isStopped` says so.
 */
export async function finishDeletions(
  { db, storage, delay, failed }: Finishing,
  isStopped: () => boolean,
): Promise<void> {
  const until = Date.now() - delay
  let after: DeletedBook | null = null
  while (!isStopped()) {
    const next: DeletedBook | null = await nextUnfinished(db, { until, after })
    if (!next) return
    after = next
    const bookId = bookIdOf({ user: '', shared: next.id })
    try {
      await storage.deleteBook(bookId)
      await markEmptied(db, next.id)
    } catch (error) {
      // It is tried again in ten minutes.
      failed(errorOf(error), bookId)
    }
    // The driver of SQLite is synchronous. Without this, the server would answer nobody before the last book.
    await setImmediate()
  }
}

/** Finishes deletions now and then every ten minutes, until it is stopped. */
export function keepFinishing(
  finish: (isStopped: () => boolean) => Promise<void>,
  failed: (error: Error) => void,
  every = tenMinutes,
) {
  let isStopped = false
  let running: Promise<void> | undefined
  const run = () => {
    running ??= finish(() => isStopped)
      .catch(failed)
      .finally(() => (running = undefined))
  }
  run()
  const timer = setInterval(run, every)
  timer.unref()
  return {
    /** Waits for the book that is under way, and for no other. */
    stop: async (): Promise<void> => {
      isStopped = true
      clearInterval(timer)
      await running
    },
  }
}
