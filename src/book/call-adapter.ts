import { BudgetBookError, isBudgetBookError } from '../errors/error.js'

/**
 * Calls an adapter. Its own errors pass; `failure` makes an error of anything else. The call begins in a turn of its own,
 * so that what the app's code calls in the middle of a commit (a policy, a generator of ids) comes after the commit.
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

/** The error for an adapter that failed before anything was decided: nothing was written. */
export function adapterThrew(cause: unknown): BudgetBookError {
  return new BudgetBookError(
    'storage_unavailable',
    'The storage adapter threw an unexpected error; see cause',
    { reason: 'adapter_threw' },
    { cause },
  )
}

/** The error for an adapter that failed after a decision was made: it may be stored, and only the adapter could tell. */
export function outcomeUnknown(operationId: string | undefined, cause: unknown): BudgetBookError {
  return new BudgetBookError(
    'outcome_unknown',
    'The storage failed, and it is unknown whether the change was stored. Repeat the call with the same operationId, or read the book first',
    { operationId: operationId ?? null },
    { cause },
  )
}
