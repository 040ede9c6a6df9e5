import { BudgetBookError } from './budget-book-error.js'
import { guardInput } from './invalid-input.js'

/** What the package needs of an `AbortSignal`: the platform's own fits. */
export interface AbortSignalLike {
  /** Whether it was aborted. */
  readonly aborted: boolean
  /** Why, where it was. */
  readonly reason?: unknown
}

/** Throws `aborted`, with the signal's reason as cause, where the signal was aborted. */
export function throwIfAborted(signal: AbortSignalLike | undefined): void {
  guardInput(() => {
    if (!signal?.aborted) return
    throw new BudgetBookError(
      'aborted',
      'The call was aborted; nothing was written',
      {},
      { cause: signal.reason },
    )
  })
}
