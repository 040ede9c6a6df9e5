import type { JsonObject } from '../../lib/json.js'
import type { HttpErrorCode } from './error-codes.js'

/** An error answer, thrown. It holds everything that the client will be told, and nothing more. */
export class Refusal extends Error {
  readonly code: HttpErrorCode
  /** What is wrong: text, or texts by field. */
  readonly error: string | Record<string, string[]>
  /** A title that replaces the title of the code. */
  readonly title: string | undefined
  readonly details: JsonObject
  readonly headers: Readonly<Record<string, string>>

  constructor(
    code: HttpErrorCode,
    error: string | Record<string, string[]>,
    more: {
      readonly title?: string
      readonly details?: JsonObject
      readonly headers?: Readonly<Record<string, string>>
      readonly cause?: unknown
    } = {},
  ) {
    super(code, 'cause' in more ? { cause: more.cause } : undefined)
    this.name = 'Refusal'
    this.code = code
    this.error = error
    this.title = more.title
    this.details = more.details ?? {}
    this.headers = more.headers ?? {}
  }
}

/** A failure of the server. The client learns only that there was one. */
export function internalError(cause: unknown): Refusal {
  return new Refusal('internal_error', 'The server failed to answer; look for the request id in its log', {
    cause,
  })
}
