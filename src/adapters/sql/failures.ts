import { BudgetBookError, isBudgetBookError } from '../../errors/error.js'
import { invalidInputs } from '../../errors/invalid-input.js'
import { corrupt } from '../../storage/kit/records/sealed-text.js'
import { sqliteCode } from './sqlite-code.js'

/**
 * What a failure means for a commit. `busy`: another writer was in the way, and nothing was written. `taken`: a key
 * was taken, and nothing was written. `lost`: it is unknown whether the commit was written. `refused`: the database
 * refused it.
 */
export type FailureKind = 'busy' | 'taken' | 'lost' | 'refused'

/** The code on a driver's error: an SQLSTATE, a code of SQLite, or one of the operating system. */
function codeOf(error: unknown): string {
  const { code, errcode } = (error ?? {}) as { readonly code?: unknown; readonly errcode?: unknown }
  if (code === 'ERR_SQLITE_ERROR') return sqliteCode(errcode, messageOf(error))
  return typeof code === 'string' ? code : ''
}

function messageOf(error: unknown): string {
  const { message } = (error ?? {}) as { readonly message?: unknown }
  return typeof message === 'string' ? message : ''
}

// Serialization failures, deadlocks, locks that took too long, and too many connections.
const busy = /^(?:40001|40P01|55P03|53300|SQLITE_BUSY.*|SQLITE_LOCKED.*)$/
const taken = /^(?:23505|SQLITE_CONSTRAINT.*)$/
// The server is shutting down, ended the connection, or never had it. The statement may still have been carried out.
// 40003 says exactly that.
const lost = /^(?:08...|57P0[1-5]|40003|SQLITE_IOERR.*)$/
// An SQLSTATE never begins with an E, but codes of the operating system do: EPIPE has five letters too.
const answered = /^(?:[0-9A-DF-Z][0-9A-Z]{4}|SQLITE_.*)$/

/** Whether another connection has locked a file of SQLite. The driver may have waited for it already. */
export function isLockedFile(error: unknown): boolean {
  return /^SQLITE_(?:BUSY|LOCKED)/.test(codeOf(error))
}

/** What kind of failure an error of the driver is. */
export function kindOf(error: unknown): FailureKind {
  const code = codeOf(error)
  if (busy.test(code)) return 'busy'
  if (taken.test(code)) return 'taken'
  // An error without a code of a database comes from the connection.
  return lost.test(code) || !answered.test(code) ? 'lost' : 'refused'
}

/** The typed error for a failure of the database. An error that is already typed stays as it is. */
export function typedFailure(error: unknown, bookId: string): BudgetBookError {
  if (isBudgetBookError(error)) return error
  const code = codeOf(error)
  if (/^(?:53100|SQLITE_FULL)$/.test(code)) {
    return new BudgetBookError(
      'quota_exceeded',
      'The disk of the database is full. Nothing was changed; free some space',
      { bookId },
      { cause: error },
    )
  }
  if (/^(?:XX00[12]|SQLITE_CORRUPT.*|SQLITE_NOTADB)$/.test(code)) {
    return corrupt({ bookId, location: 'the database' }, messageOf(error), error)
  }
  if (code === '54000') {
    // An index entry holds 2,700 bytes. The ids of a book, a category and an expense may be longer together.
    const message =
      'The ids of book, category and expense are together too long for an index of the database. Nothing was changed; use shorter ids'
    return invalidInputs([{ code: 'too_long', path: [], message }], { cause: error })
  }
  if (/^42(?:P01|703)$/.test(code) || /^no such (?:table|column)|has no column named/.test(messageOf(error)))
    return notMigrated(error)
  return unavailable(
    kindOf(error) === 'lost' ? 'connection_lost' : 'database_refused',
    'The database failed. Nothing was changed; see cause',
    error,
  )
}

/** The error for a database without the tables. */
export function notMigrated(cause?: unknown): BudgetBookError<'storage_unavailable'> {
  return unavailable(
    'not_migrated',
    'The tables are missing or of an older version. Call migrate first',
    cause,
  )
}

/** The error for a database that cannot be used. */
function unavailable(
  reason: string,
  message: string,
  cause?: unknown,
): BudgetBookError<'storage_unavailable'> {
  return new BudgetBookError('storage_unavailable', message, { reason }, { cause })
}
