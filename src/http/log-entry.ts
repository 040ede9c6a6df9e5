/** One error of the chain that led to an answer: enough to find it, without its message. */
export interface LoggedCause {
  /** The class: `BudgetBookError`, `TypeError`. */
  readonly name: string
  /** Its `code`, or `null`. */
  readonly code: string | null
  /** Where it was thrown: its stack without the message. */
  readonly stack: string
}

/** The parts that may hold amounts, texts and ids. The log gets them only with `logContents`. */
export interface LoggedContents {
  /** Path and query. */
  readonly address: string
  /** The request's body. `null` if there was none, or if it was not read. */
  readonly requestBody: string | null
  /** The answer's body; empty if it is streamed. */
  readonly responseBody: string
  /** What was thrown, or `null`. */
  readonly error: unknown
}

/**
 * What the log gets for each answer.
 *
 * @example
 * ```ts
 * import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
 * import { createBudgetApi, type BudgetApiLogEntry } from 'budgetbook/http'
 *
 * const book = await openBudgetBook({ storage: createMemoryAdapter() })
 * const line = ({ method, route, status, code }: BudgetApiLogEntry) => `${method} ${route} ${status} ${code ?? ''}`
 * const api = createBudgetApi({
 *   openBook: async () => book,
 *   authenticate: async () => null,
 *   log: (entry) => console.log(line(entry)), // => GET /api/months 401 unauthenticated
 * })
 * await api.fetch(new Request('http://localhost/api/months/'))
 * ```
 */
export interface BudgetApiLogEntry {
  /** As in the answer's `X-Request-Id`. */
  readonly requestId: string
  /** The caller's book; `null` if none was needed, or if the caller is unknown. */
  readonly bookId: string | null
  /** The request's method. */
  readonly method: string
  /** The pattern of the route, such as `/api/expenses/update/:id`; `null` if no route matched. */
  readonly route: string | null
  /** The answer's status. */
  readonly status: number
  /**
   * The answer's error code, `null` for a success. A file that broke off has the status 200 and the code of what ended
   * it: `aborted` if the client went away, `unauthenticated` if the caller lost the right to it. So has an event
   * stream, but with `null` if the client went away, and `aborted` if the client read nothing.
   */
  readonly code: string | null
  /** How long the answer took; for a streamed answer, until it was over. */
  readonly milliseconds: number
  /**
   * The errors that led to the answer, outermost first. Empty for an answer below 500, whose `code` says enough; but a
   * stream that broke off has the errors that ended it.
   */
  readonly causes: readonly LoggedCause[]
  /** Only with `logContents`. */
  readonly contents?: LoggedContents
}
