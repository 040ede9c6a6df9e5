import { BudgetBookError, isBudgetBookError } from '../errors/error.js'

/**
 * Calls an adapter. A `BudgetBookError` passes; `failure` wraps anything else. The call starts in the next microtask: a
 * call that the app makes inside a commit, for example from its policy, then comes after that commit.
 */
export async function callAdapter<Answer extends object>(
  call: () => Promise<Answer>,
  failure: (cause: unknown) => BudgetBookError = adapterThrew,
): Promise<Answer> {
  try {
    await Promise.resolve()
    const answer: unknown = await call()
    if (typeof answer !== 'object' || answer === null) throw new TypeError('The adapter gave no answer')
    return answer as Answer
  } catch (error) {
    throw isBudgetBookError(error) ? error : failure(error)
  }
}

/** The error for an adapter that failed before the decision. Nothing was written. */
export function adapterThrew(cause: unknown): BudgetBookError {
  return new BudgetBookError(
    'storage_unavailable',
    'The storage adapter threw an unexpected error; see cause',
    { reason: 'adapter_threw' },
    { cause },
  )
}

/** The error for an adapter that failed after the decision. The change may be stored; only the adapter could tell. */
export function outcomeUnknown(operationId: string | undefined, cause: unknown): BudgetBookError {
  return new BudgetBookError(
    'outcome_unknown',
    'The storage failed, and it is unknown whether the change was stored. Repeat the call with the same operationId, or read the book first',
    { operationId: operationId ?? null },
    { cause },
  )
}
