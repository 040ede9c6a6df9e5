import type { HttpBindings } from '@hono/node-server'
import type { LoggedCode } from './errors.js'
import type { Token } from './tokens.js'

/** What the steps of a request pass on to each other. */
export interface AppEnvironment {
  /** Absent where a test calls the app without a connection. */
  readonly Bindings: Partial<HttpBindings>
  readonly Variables: {
    /** The caller's token, `null` for nobody. */
    token: Token | null
    /** The caller, on routes that need a user. */
    user: string
    /** Whether the API answered. Then it was the API that told the log. */
    isAnsweredByApi?: boolean
    /** The code of the answer, for the log. */
    code?: LoggedCode
    /** What was thrown. */
    thrown?: Error
  }
}
