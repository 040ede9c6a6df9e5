import * as z from 'zod/mini'
import type { BudgetBook } from '../book/budget-book.js'
import { functionSchema, wholeNumberSchema } from '../model/fields.js'
import { validate } from '../model/validate.js'
import type { BudgetApiLogEntry } from './log-entry.js'

/** Options of {@link createBudgetApi}. */
export interface BudgetApiOptions {
  /**
   * Gives the caller's book. It stays the host's: the API never closes one, so keep those that are open, and give the same
   * one again. Where it throws, the answer is 500, or 503 for the storage codes.
   */
  readonly openBook: (bookId: string, request: Request) => Promise<BudgetBook>
  /**
   * Tells whose request it is: the id of the caller's book, or `null` for nobody, which is 401. Where it throws, the answer
   * is 500 without a word of it. It sees the request's own headers; the body is the API's, so `clone()` the request to read it.
   */
  readonly authenticate: (request: Request) => Promise<string | null>
  /**
   * What `WWW-Authenticate` says with 401; its first word is the scheme in the OpenAPI document.
   * @defaultValue `'Bearer'`
   */
  readonly challenge?: string | undefined
  /**
   * What the amounts of the utilization report are: JSON numbers with the amount's exact digits, or text, where clients read
   * numbers as doubles and amounts have more than 15 digits. Amounts are text everywhere else.
   * @defaultValue `'number'`
   */
  readonly reportAmounts?: 'number' | 'string' | undefined
  /**
   * How long a body may be, in bytes.
   * @defaultValue 65,536
   */
  readonly bodyLimit?: number | undefined
  /**
   * What `Retry-After` says with 503, in seconds.
   * @defaultValue 1
   */
  readonly retryAfter?: number | undefined
  /**
   * Hears of each answer, once it is made. It sees no amounts, no texts and no ids but the book's, unless `logContents` is set;
   * what it throws harms no answer.
   */
  readonly log?: ((entry: BudgetApiLogEntry) => void) | undefined
  /**
   * Whether `log` also gets what may hold amounts: the address, both bodies and the error itself.
   * @defaultValue `false`
   */
  readonly logContents?: boolean | undefined
}

/** The options, checked and complete. */
export interface Host {
  readonly openBook: BudgetApiOptions['openBook']
  readonly authenticate: BudgetApiOptions['authenticate']
  readonly challenge: string
  readonly reportAmounts: 'number' | 'string'
  readonly bodyLimit: number
  readonly retryAfter: number
  readonly log: BudgetApiOptions['log']
  readonly logContents: boolean
}

const optionsSchema = z.strictObject({
  openBook: functionSchema<BudgetApiOptions['openBook']>('openBook'),
  authenticate: functionSchema<BudgetApiOptions['authenticate']>('authenticate'),
  // A header, and a scheme at its start; anything else would fail at the first 401.
  challenge: z._default(z.string().check(z.regex(/^[A-Za-z][\w-]*( [\x20-\x7e]+)?$/)), 'Bearer'),
  reportAmounts: z._default(z.enum(['number', 'string']), 'number'),
  bodyLimit: z._default(wholeNumberSchema(1), 65_536),
  retryAfter: z._default(wholeNumberSchema(0), 1),
  log: z.optional(functionSchema<NonNullable<BudgetApiOptions['log']>>('log')),
  logContents: z._default(z.boolean(), false),
})

/** Checks options; throws `invalid_input`. */
export function hostOf(options: BudgetApiOptions): Host {
  const checked = validate(optionsSchema, options)
  return { ...checked, log: checked.log }
}
