import { pino } from 'pino'
import { isBudgetBookError } from 'budgetbook'
import type { BudgetApiLogEntry } from 'budgetbook/http'

/** What the log gets for each answer: no amounts, no names, no tokens. */
export interface AccessEntry extends Omit<BudgetApiLogEntry, 'contents'> {
  /** Who asked, `null` for nobody. */
  readonly user: string | null
}

/** The log of the server. */
export interface Log {
  readonly answered: (entry: AccessEntry) => void
  /** Something failed that no request waits for: an idle connection, or the deletion of what is in a book. */
  readonly failed: (error: Error, bookId?: string) => void
}

/** A log that also takes plain lines, for those who run the server. */
export interface ServerLog extends Log {
  readonly say: (line: string) => void
}

/**
 * A log that writes lines of JSON to the standard output. It does not wait for the reader, and `console.log` would get
 * ahead of it. So everything that the server prints goes through this log.
 */
export function makeLog(): ServerLog {
  const output = pino.destination({ sync: false })
  const logger = pino(output)
  return {
    answered: ({ requestId, bookId, milliseconds, causes, ...entry }) => {
      const level = isFailure({ ...entry, causes }) ? 'error' : 'info'
      const ms = Math.round(milliseconds * 100) / 100
      logger[level](
        { request_id: requestId, book: bookId, ...entry, ms, ...(causes.length > 0 ? { causes } : {}) },
        'answered',
      )
    },
    failed: (error, book) =>
      logger.error({ ...(book === undefined ? {} : { book }), ...causeOf(error) }, 'failed'),
    say: (line) => void output.write(`${line}\n`),
  }
}

/**
 * Whether an answer is a failure of the server. An event stream or a file that broke off keeps its status 200, but has
 * causes. A client that went away is not a failure. Stopping is not a failure either: those who stop the server know of it.
 */
export function isFailure({
  status,
  code,
  causes,
}: Pick<AccessEntry, 'status' | 'code' | 'causes'>): boolean {
  return (status >= 500 || causes.length > 0) && code !== 'aborted' && code !== 'stopping'
}

/**
 * Whether the client went away before its answer. That is not a failure of the server: anybody can do it as often as
 * they like. The metrics count it as 499, as proxies do.
 */
export function isGone({ status, code }: Pick<AccessEntry, 'status' | 'code'>): boolean {
  return status === 503 && code === 'aborted'
}

/** One error that led to an answer. */
export interface Cause extends ApiCause {
  /** Where data is damaged: the table and the ids of the row. */
  readonly location?: string
}

type ApiCause = BudgetApiLogEntry['causes'][number]

/** An error without its message, which may repeat what a user entered. */
export function causeOf(error: Error): Cause {
  const { code } = error as { code?: unknown }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const cause = { name: error.name, code: typeof code === 'string' ? code : null, stack: frames.join('\n') }
  return isBudgetBookError(error, 'storage_corrupt') ? { ...cause, location: error.details.location } : cause
}
