import { BudgetBookError } from '../../errors/budget-book-error.js'
import type { LockManagerLike } from './platform.js'

/** Runs work while nobody else holds the lock; what was done under it counts, whatever becomes of the lock afterwards. */
export async function underLock<Result>(
  locks: LockManagerLike | null | undefined,
  name: string,
  work: () => Result,
): Promise<Result> {
  if (!locks) return work()
  const done: Result[] = []
  try {
    await locks.request(name, () => {
      done.push(work())
    })
  } catch (error) {
    if (done.length === 0) throw error
  }
  if (done.length > 0) return done[0] as Result
  throw new BudgetBookError('storage_unavailable', 'The lock was not granted', { reason: 'no_lock' })
}
