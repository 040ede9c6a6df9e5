import { BudgetBookError } from '../../errors/error.js'
import type { LockManagerLike } from './platform.js'

/** Runs work while nobody else holds the lock; what was done under it counts, whatever becomes of the lock afterwards. */
export async function underLock<Result>(
  locks: LockManagerLike | null | undefined,
  name: string,
  work: () => Promise<Result>,
): Promise<Result> {
  if (!locks) return work()
  const running: Promise<Result>[] = []
  let isOver = false
  let cause: unknown
  try {
    await locks.request(name, async () => {
      // A lock that comes after the call was refused comes too late.
      if (!isOver) running.push(work())
      await running[0]
    })
  } catch (error) {
    cause = error
  }
  isOver = true
  if (running[0]) return running[0]
  throw new BudgetBookError(
    'storage_unavailable',
    'The lock for writing was not granted. Try again',
    { reason: 'no_lock' },
    { cause },
  )
}
