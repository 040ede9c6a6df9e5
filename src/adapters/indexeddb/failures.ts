import { BudgetBookError, isBudgetBookError } from '../../errors/error.js'

/** The name of an error, as the database gives it. */
export function nameOf(error: unknown): string {
  const { name } = (error ?? {}) as { readonly name?: unknown }
  return String(name)
}

/** The typed error for a failure of the database. An error that is already typed stays as it is. */
export function typedFailure(error: unknown, bookId: string): BudgetBookError {
  if (isBudgetBookError(error)) return error
  if (nameOf(error) === 'QuotaExceededError') {
    return new BudgetBookError(
      'quota_exceeded',
      'The storage is full. Nothing was changed; free some space',
      { bookId },
      { cause: error },
    )
  }
  return unavailable(nameOf(error), 'The database failed. Nothing was changed; see cause', error)
}

/** The error for a database that cannot be used. */
export function unavailable(
  reason: string,
  message: string,
  cause?: unknown,
): BudgetBookError<'storage_unavailable'> {
  return new BudgetBookError('storage_unavailable', message, { reason }, { cause })
}
