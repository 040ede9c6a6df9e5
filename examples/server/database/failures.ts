// What an error of the driver means, for the app's own tables. SQLite is known by its messages, because its driver does not
// always give a number.
import { isBudgetBookError } from 'budgetbook'

/**
 * Whether the disk is full. PostgreSQL puts it into the class of too many connections, which pass. A full disk does not
 * pass by itself: somebody has to free some space.
 */
export function isFull(error: Error): boolean {
  return codeOf(error) === '53100' || error.message === 'database or disk is full'
}

/**
 * Whether the database cannot be used, but perhaps a moment later: the package's own error; PostgreSQL's classes of lost
 * connections, rollbacks, lack of resources, locks and operators at work; an error of the network; a full pool; a file
 * of SQLite that another process has locked for too long.
 */
export function isOutage(error: Error): boolean {
  if (isBudgetBookError(error)) return error.code === 'storage_unavailable'
  if (isFull(error)) return false
  return (
    /^(08|40|53|55P|57|ECONN|EPIPE|ENOTFOUND|ETIMEDOUT)/.test(codeOf(error)) ||
    /^database (table |schema )?is locked|^timeout exceeded when trying to connect|^Connection terminated/.test(
      error.message,
    )
  )
}

function codeOf(error: Error): string {
  const { code } = error as { readonly code?: unknown }
  return typeof code === 'string' ? code : ''
}
