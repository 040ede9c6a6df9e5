import type { AbortSignalLike } from '../lib/abort.js'
import { BudgetBookError } from './error.js'
import { guardInput } from './invalid-input.js'

/**
 * Ends a call whose signal was aborted: for an adapter's engine, before it writes.
 *
 * @throws `aborted` if the signal was aborted. The cause is the signal's reason.
 *
 * @example
 * ```ts
 * import { throwIfAborted } from 'budgetbook/adapter'
 *
 * throwIfAborted(undefined) // a call without a signal goes on
 * try {
 *   throwIfAborted(AbortSignal.abort())
 * } catch (error) {
 *   console.log((error as Error).message) // => The call was aborted. Nothing was written
 * }
 * ```
 */
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
