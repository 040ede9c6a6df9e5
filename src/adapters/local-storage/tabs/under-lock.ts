import { BudgetBookError } from '../../../errors/error.js'
import { throwIfAborted } from '../../../errors/throw-if-aborted.js'
import { onAbort, type AbortSignalLike } from '../../../lib/abort.js'
import type { LockManagerLike, RuntimeGlobals } from '../platform.js'

/** How long to wait for a lock. */
export interface LockPatience {
  /** In milliseconds. */
  readonly timeout: number
  /** Also ends the wait. */
  readonly signal: AbortSignalLike | undefined
}

/**
 * Runs work while nobody else holds the lock. Once the work has begun, its result counts, whatever happens to the
 * lock. Without a lock manager it just runs the work.
 *
 * @throws `storage_unavailable` with the reason `lock_timeout` or `no_lock`, and `aborted`. In these cases the work
 * did not begin.
 */
export async function underLock<Result>(
  globals: RuntimeGlobals,
  locks: LockManagerLike | null | undefined,
  name: string,
  patience: LockPatience,
  work: () => Promise<Result>,
): Promise<Result> {
  if (!locks) return work()
  const waiting = new LockWait(globals, patience)
  const running: Promise<Result>[] = []
  const request = async (): Promise<unknown> =>
    locks.request(name, waiting.options, async () => {
      // The lock came after the wait had ended.
      if (waiting.isOver) return
      waiting.end()
      running.push(work())
      await running[0]
    })
  const requested = request().then(
    () => undefined,
    (error: unknown) => error,
  )
  const cause = await Promise.race([requested, waiting.ended])
  waiting.end()
  if (running[0]) return running[0]
  if (waiting.isTimedOut) throw timedOut(patience.timeout)
  throwIfAborted(patience.signal)
  throw notGranted(cause)
}

class LockWait {
  /** The signal that tells the lock manager that the lock is no longer needed. */
  readonly options: { readonly signal?: AbortSignalLike }
  /** Resolves when the wait for the lock has ended. */
  readonly ended: Promise<void>
  isOver = false
  isTimedOut = false
  readonly #stop: () => void

  constructor(globals: RuntimeGlobals, { timeout, signal }: LockPatience) {
    const controller = globals.AbortController && new globals.AbortController()
    this.options = controller ? { signal: controller.signal } : {}
    let giveUp = (): void => undefined
    this.ended = new Promise((resolve) => {
      giveUp = () => {
        if (this.isOver) return
        this.end()
        controller?.abort()
        resolve()
      }
    })
    const timer = globals.setTimeout?.(() => {
      this.isTimedOut = !this.isOver
      giveUp()
    }, timeout)
    const stopListening = onAbort(signal, giveUp)
    this.#stop = () => {
      globals.clearTimeout?.(timer)
      stopListening()
    }
  }

  end(): void {
    this.isOver = true
    this.#stop()
  }
}

function timedOut(timeout: number): BudgetBookError {
  return new BudgetBookError(
    'storage_unavailable',
    `Another tab held the lock for writing for ${timeout} milliseconds. Nothing was written. Close the tab that hangs, then try again`,
    { reason: 'lock_timeout' },
  )
}

function notGranted(cause: unknown): BudgetBookError {
  return new BudgetBookError(
    'storage_unavailable',
    'The lock for writing was not granted. Nothing was written. Try again',
    { reason: 'no_lock' },
    { cause },
  )
}
