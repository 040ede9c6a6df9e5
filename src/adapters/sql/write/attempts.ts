import { isBudgetBookError } from '../../../errors/error.js'
import type { Call } from '../../../storage/kit/engine.js'
import { pause } from '../../../lib/pause.js'
import { kindOf, type FailureKind } from '../failures.js'

// Together about two seconds of waiting: many writers get through in that time, and nobody waits for ever.
const mostAttempts = 60
const mostLosses = 6
const longestPause = { busy: 64, lost: 1_000 }

/** How attempts begin and end. */
export interface Attempts<Result> {
  readonly caller: Call['caller']
  /** One try: what it came to, or `null` where another writer was faster. */
  readonly attempt: (isFirst: boolean) => Promise<Result | null>
  /** Throws where no other attempt is to be made. */
  readonly check: () => void
  /** The error for one that ended the attempts; without one, writers were in the way every time. */
  readonly failure: (error?: unknown) => unknown
}

/**
 * Tries until it is done: again at once where another writer was faster, after a pause of random length where the
 * database was busy, and a few times where the connection was lost.
 */
export async function untilDone<Result>(attempts: Attempts<Result>): Promise<Result> {
  const { caller, attempt, check, failure } = attempts
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
      // Of random length, so that those who met do not meet again.
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
