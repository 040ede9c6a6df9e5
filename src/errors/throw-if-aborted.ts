import type { AbortSignalLike } from '../lib/abort.js'
import { BudgetBookError } from './error.js'
import { guardInput } from './invalid-input.js'

/** Throws `aborted`, with the signal's reason as cause, where the signal was aborted. */
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
