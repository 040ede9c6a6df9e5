/** One error of the chain that led to an answer: enough to find it, and nothing that it says. */
export interface LoggedCause {
  /** The class: `BudgetBookError`, `TypeError`. */
  readonly name: string
  /** The `code` that it has, `null` where it has none. */
  readonly code: string | null
  /** Where it was thrown: its stack without the message. */
  readonly stack: string
}

/** What may hold amounts, texts and ids: only where `logContents` asks for it. */
export interface LoggedContents {
  /** Path and query. */
  readonly address: string
  /** The request's body, `null` where it has none or it was not read. */
  readonly requestBody: string | null
  /** The answer's body. */
  readonly responseBody: string
  /** What was thrown, `null` where nothing was. */
  readonly error: unknown
}

/**
 * What the log hears of an answer.
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
  /** The book of the caller, `null` where nobody asked for one. */
  readonly bookId: string | null
  /** The request's method. */
  readonly method: string
  /** The pattern of the route, `/api/expenses/update/:id`; `null` where there is none. */
  readonly route: string | null
  /** The answer's status. */
  readonly status: number
  /** The answer's error code, `null` for a success. */
  readonly code: string | null
  /** How long it took. */
  readonly milliseconds: number
  /** The errors that led to it, outermost first; empty for a success, and where nothing but the request was at fault. */
  readonly causes: readonly LoggedCause[]
  /** Only where `logContents` is set. */
  readonly contents?: LoggedContents
}
