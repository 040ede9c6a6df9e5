import { BudgetBookError, isBudgetBookError } from '../../errors/error.js'

/** Whether an error says that stored data cannot be read: it is damaged, or newer than this code. */
export function isUnreadable(error: unknown): error is BudgetBookError {
  return isBudgetBookError(error, 'storage_corrupt') || isBudgetBookError(error, 'storage_future_version')
}

/** The error for a book that had contents before, and whose keys are all gone. */
export function cleared(): BudgetBookError<'storage_unavailable'> {
  return new BudgetBookError(
    'storage_unavailable',
    'The book was cleared from the storage while it was in use. Import a backup, or make a new adapter to begin an empty book',
    { reason: 'storage_cleared' },
  )
}

/** Whether an error is that of {@link cleared}. */
export function isCleared(error: unknown): boolean {
  return isBudgetBookError(error, 'storage_unavailable') && error.details.reason === 'storage_cleared'
}
