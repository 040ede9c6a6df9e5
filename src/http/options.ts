import * as z from 'zod/mini'
import type { BudgetBook } from '../book/budget-book.js'
import { functionSchema, objectWith, wholeNumberSchema } from '../model/fields.js'
import { validate } from '../model/validate.js'
import type { CsvReader } from './exchange/csv-reader.js'
import type { BudgetApiLogEntry } from './log-entry.js'

/** How event streams are kept: the option `events` of {@link createBudgetApi}. */
export interface EventStreamOptions {
  /**
   * How often a silent stream sends a sign of life, in milliseconds, from 1,000 to 600,000. Each time, the API asks
   * `authenticate` and `openBook` again, with the request of the stream. It ends the stream if the answer is not the
   * same book object. So a caller who loses the right to a book may still hear of it for this long. If one of the two
   * fails or does not answer in time, the stream goes on; it ends after three heartbeats without a yes. So while the host
   * fails, a caller without the right may hear of the book for up to four heartbeats.
   * @defaultValue 15,000
   */
  readonly heartbeat?: number | undefined
  /**
   * How many streams of one book may be open at the same time, in this process. One more is 429.
   * @defaultValue 100
   */
  readonly streamsPerBook?: number | undefined
}

/** Options of {@link createBudgetApi}. */
export interface BudgetApiOptions {
  /**
   * Returns the caller's book. The host owns it: the API never closes a book, so keep open books and return the same
   * one again. If it throws, the answer is 500, or 503 for a storage code.
   */
  readonly openBook: (bookId: string, request: Request) => Promise<BudgetBook>
  /**
   * Returns the id of the caller's book, or `null` for an unknown caller, which is 401. If it throws, the answer is 500
   * without the error's message. It gets the request with its headers. The API reads the body, so `clone()` the request
   * to read it yourself. The API asks again, with the same request, after a body that took longer than a second to
   * arrive, at each heartbeat of an event stream, and between the pages of a file of expenses if a second has passed
   * since the last time. If the result is then another id or `null`, the answer is 401, or the stream ends.
   */
  readonly authenticate: (request: Request) => Promise<string | null>
  /**
   * Says who makes a change, for the history of the book: 1 to 200 characters, or `null`. Called once for a
   * request that changes something. If it throws or returns anything else, the answer is 500 without the error's message.
   * @defaultValue nobody
   */
  readonly actor?:
    ((request: Request) => string | null | undefined | Promise<string | null | undefined>) | undefined
  /**
   * The header `WWW-Authenticate` of 401. Its first word is the scheme in the OpenAPI document.
   * @defaultValue `'Bearer'`
   */
  readonly challenge?: string | undefined
  /**
   * The form of amounts in the reports (utilization, rollover, pace): JSON numbers with the exact digits, or text.
   * Choose text if clients read numbers as doubles and amounts have more than 15 digits. Everywhere else, amounts are
   * text.
   * @defaultValue `'number'`
   */
  readonly reportAmounts?: 'number' | 'string' | undefined
  /**
   * Reads CSV files that are imported: `import * as csv from 'budgetbook/csv'`. Without it, a client sends rows.
   * @defaultValue none
   */
  readonly csv?: CsvReader | undefined
  /**
   * The largest body that is accepted, in bytes, inclusive. Imports have their own limit.
   * @defaultValue 65,536
   */
  readonly bodyLimit?: number | undefined
  /**
   * The largest body of an import, of a document or of expenses, in bytes, inclusive. The server holds it in memory
   * several times over.
   * @defaultValue 16,777,216
   */
  readonly importLimit?: number | undefined
  /**
   * How many imports of one book may be under way at the same time, in this process. One more is 429. Over all books,
   * two are worked on at once; the others wait.
   * @defaultValue 4
   */
  readonly importsPerBook?: number | undefined
  /**
   * How the event streams of `GET /api/events` are kept.
   * @defaultValue the defaults of {@link EventStreamOptions}
   */
  readonly events?: EventStreamOptions | undefined
  /**
   * The header `Retry-After` of 503, in seconds. The 429 of an import too many has it too, but at least 1. The 429 of an
   * event stream too many has the heartbeat instead.
   * @defaultValue 1
   */
  readonly retryAfter?: number | undefined
  /**
   * Called after each answer is made. For a streamed file and for events, called when the stream is over. Without
   * `logContents` the entry has no amounts, no texts and no ids except the book's. The request is the object that
   * `authenticate` got, or that it would have got: keep what you know of a request in a `WeakMap` under it. If it
   * throws, the answer is not affected.
   */
  readonly log?: ((entry: BudgetApiLogEntry, request: Request) => void) | undefined
  /**
   * Whether `log` also gets the address, both bodies and the error itself, which may hold amounts.
   * @defaultValue `false`
   */
  readonly logContents?: boolean | undefined
}

/** The options, checked and complete. */
export interface Host {
  readonly openBook: BudgetApiOptions['openBook']
  readonly authenticate: BudgetApiOptions['authenticate']
  readonly actor: BudgetApiOptions['actor']
  readonly challenge: string
  readonly reportAmounts: 'number' | 'string'
  readonly csv: CsvReader | undefined
  readonly bodyLimit: number
  readonly importLimit: number
  readonly importsPerBook: number
  readonly events: { readonly heartbeat: number; readonly streamsPerBook: number }
  readonly retryAfter: number
  readonly log: BudgetApiOptions['log']
  readonly logContents: boolean
}

const optionsSchema = z.strictObject({
  openBook: functionSchema<BudgetApiOptions['openBook']>('openBook'),
  authenticate: functionSchema<BudgetApiOptions['authenticate']>('authenticate'),
  actor: z.optional(functionSchema<NonNullable<BudgetApiOptions['actor']>>('actor')),
  // The value of a header that begins with a scheme. Anything else would fail at the first 401.
  challenge: z._default(z.string().check(z.regex(/^[A-Za-z][\w-]*( [\x20-\x7e]+)?$/)), 'Bearer'),
  reportAmounts: z._default(z.enum(['number', 'string']), 'number'),
  csv: z.optional(objectWith<CsvReader>('csv', ['readCsvStream'])),
  bodyLimit: z._default(wholeNumberSchema(1), 65_536),
  importLimit: z._default(wholeNumberSchema(1), 16_777_216),
  importsPerBook: z._default(wholeNumberSchema(1), 4),
  events: z.prefault(
    z.strictObject({
      heartbeat: z._default(wholeNumberSchema(1_000, 600_000), 15_000),
      streamsPerBook: z._default(wholeNumberSchema(1), 100),
    }),
    {},
  ),
  retryAfter: z._default(wholeNumberSchema(0), 1),
  log: z.optional(functionSchema<NonNullable<BudgetApiOptions['log']>>('log')),
  logContents: z._default(z.boolean(), false),
})

/** Checks options; throws `invalid_input`. */
export function hostOf(options: BudgetApiOptions): Host {
  const checked = validate(optionsSchema, options)
  return { ...checked, actor: checked.actor, csv: checked.csv, log: checked.log }
}
