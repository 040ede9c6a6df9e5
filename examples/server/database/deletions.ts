import type { StorageAdapter } from 'budgetbook'
import { bookIdOf } from '../access/access.js'
import { deletedBooks, forgetBook } from './books.js'
import type { AppDatabase } from './tables.js'

// Longer than any request takes.
const day = 24 * 60 * 60 * 1_000

const tenMinutes = 10 * 60 * 1_000

/**
 * Deletes the contents of deleted books again: the process may have ended in between, or a request that was under way
 * may have written to a book after it was deleted.
 */
export async function finishDeletions(db: AppDatabase, storage: StorageAdapter): Promise<void> {
  for (const id of await deletedBooks(db)) {
    await storage.deleteBook(bookIdOf({ user: '', shared: id }))
    await forgetBook(db, id, Date.now() - day)
  }
}

/** Finishes deletions every ten minutes, until it is stopped. */
export function keepFinishing(
  finish: () => Promise<void>,
  failed: (error: Error) => void,
  every = tenMinutes,
) {
  let running: Promise<void> | undefined
  const run = () => {
    running ??= finish()
      .catch(failed)
      .finally(() => (running = undefined))
  }
  const timer = setInterval(run, every)
  timer.unref()
  return {
    /** Waits for the work that is under way. */
    stop: async (): Promise<void> => {
      clearInterval(timer)
      await running
    },
  }
}
