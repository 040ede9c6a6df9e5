import { isBudgetBookError } from '../../../errors/error.js'
import type { Call } from '../../../storage/kit/engine.js'
import { milliseconds } from '../../../lib/time/clock.js'
import { pause } from '../../../lib/time/pause.js'
import { isLockedFile, kindOf, type FailureKind } from '../failures.js'

// About two seconds of waiting in total. Many writers finish in that time, and nobody waits for ever.
const mostAttempts = 60
const mostLosses = 6
// In milliseconds. A driver of SQLite waits for a locked file itself, usually for five seconds, and the whole process
// stands still meanwhile.
const longestForFile = 10_000
const longestPause = { busy: 64, lost: 1_000 }

/** What `untilDone` needs to try again. */
export interface Attempts<Result> {
  readonly caller: Call['caller']
  /** One attempt. Returns its result, or `null` if another writer was faster. */
  readonly attempt: (isFirst: boolean) => Promise<Result | null>
  /** Throws if there should be no other attempt. */
  readonly check: () => void
  /**
   * Makes the final error from the error that ended the attempts. If there was no error, other writers were faster
   * every time.
   */
  readonly failure: (error?: unknown) => unknown
}

/**
 * Tries until it succeeds. It tries again at once if another writer was faster, after a pause of random length if the
 * database was busy, and a few times if the connection was lost. If a file of SQLite is still locked after ten seconds,
 * it gives up.
 */
export async function untilDone<Result>(attempts: Attempts<Result>): Promise<Result> {
  const { caller, attempt, check, failure } = attempts
  const start = milliseconds()
  let losses = 0
  for (let tried = 0; tried < mostAttempts; tried++) {
    check()
    try {
      const result = await attempt(tried === 0)
      if (result !== null) return result
    } catch (error) {
      if (caller.threw(error)) throw error
      const kind = failureOf(error)
      if (kind === 'lost') losses++
      if ((kind !== 'busy' && kind !== 'lost') || losses === mostLosses) throw failure(error)
      if (isLockedFile(error) && milliseconds() - start >= longestForFile) break
      // Of random length, so that two writers that collided do not collide again.
      await pause(
        Math.random() * Math.min(kind === 'busy' ? 2 ** tried : 50 * 2 ** losses, longestPause[kind]),
      )
    }
  }
  throw failure()
}

/** What kind of failure an error is, typed or not. */
export function failureOf(error: unknown): FailureKind {
  return isBudgetBookError(error) ? 'refused' : kindOf(error)
}
