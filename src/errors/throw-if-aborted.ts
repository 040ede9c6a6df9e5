import type { AbortSignalLike } from '../lib/abort.js'
import { BudgetBookError } from './error.js'
import { guardInput } from './invalid-input.js'

/** Throws `aborted` if the signal was aborted. The cause is the signal's reason. */
export function throwIfAborted(signal: AbortSignalLike | undefined): void {
  guardInput(() => {
    if (!signal?.aborted) return
    throw new BudgetBookError(
      'aborted',
      'The call was aborted. Nothing was written',
      {},
      { cause: signal.reason },
    )
  })
}
