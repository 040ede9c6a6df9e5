import { randomBytes } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { expect, onTestFinished } from 'vitest'
import type { StorageAdapter } from 'budgetbook'
import { makeApp } from '../../../examples/server/app.js'
import { keepBooks } from '../../../examples/server/books.js'
import { readConfiguration } from '../../../examples/server/configuration.js'
import { openDatabase } from '../../../examples/server/database/database.js'
import type { AppDatabase } from '../../../examples/server/database/tables.js'
import type { AccessEntry } from '../../../examples/server/observability/log.js'
import { signToken } from '../../../examples/server/tokens.js'
import { textOf } from '../harness/text-of.js'

/** What a test asks. */
export interface Ask {
  readonly body?: unknown
  /** Replace those that are sent anyway. */
  readonly headers?: Readonly<Record<string, string>>
  /** Whose token goes with it; `null` for none. */
  readonly user?: string | null
}

/** What it is answered. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly json: any
}

/** The example server without its sockets, on a database of its own. */
export interface SharedApp {
  readonly ask: (method: string, path: string, ask?: Ask) => Promise<Answer>
  readonly fetch: (request: Request) => Promise<Response>
  readonly tokenOf: (user: string) => Promise<string>
  /** A token that was issued later than all before. */
  readonly newTokenOf: (user: string) => Promise<string>
  readonly db: AppDatabase
  readonly storage: StorageAdapter
  /** Begins to stop. */
  readonly takeNoMore: () => void
  /** What the log got. */
  readonly entries: readonly AccessEntry[]
  /** Everything in a budget book, as text. */
  readonly contentsOf: (bookId: string) => Promise<string>
}

/** Starts it for ada, bob, carol, dave and eve. */
export async function startSharedApp(env: Readonly<Record<string, string>> = {}): Promise<SharedApp> {
  const configuration = readConfiguration({
    DATABASE_FILE: ':memory:',
    TOKEN_SECRET: randomBytes(32).toString('hex'),
    USERS: 'ada,bob,carol,dave,eve',
    RATE_LIMIT: '999999999',
    ...env,
  })
  const { db, storage, close } = await openDatabase(configuration, () => undefined)
  const books = keepBooks(storage)
  const entries: AccessEntry[] = []
  let isOpen = true
  const log = { answered: (entry: AccessEntry) => void entries.push(entry), failed: () => undefined }
  const app = makeApp({ configuration, db, storage, books, isOpen: () => isOpen, log })
  onTestFinished(async () => {
    await app.endStreams()
    await books.close()
    await close()
  })
  const tokens = new Map<string, string>()
  const tokenOf = async (user: string): Promise<string> => {
    const token = tokens.get(user) ?? (await signToken(user, configuration.tokenSecret))
    tokens.set(user, token)
    return token
  }
  const newTokenOf = async (user: string): Promise<string> => {
    const now = Date.now()
    while (Date.now() === now) await setImmediate()
    return signToken(user, configuration.tokenSecret)
  }
  const ask: SharedApp['ask'] = async (method, path, { body, headers = {}, user = 'ada' } = {}) => {
    const request = new Request(`http://localhost${path}`, {
      method,
      headers: {
        ...(user === null ? {} : { Authorization: `Bearer ${await tokenOf(user)}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const response = await app.fetch(request)
    const text = await textOf(response)
    const isJson = response.headers.get('Content-Type')?.startsWith('application/json') === true
    expect(response.headers.get('Cache-Control')).toMatch(/^(?:no-store|private)/)
    const json: unknown = isJson && text !== '' ? JSON.parse(text) : null
    return { status: response.status, headers: response.headers, text, json }
  }
  const contentsOf = async (bookId: string) => JSON.stringify(await storage.readAll(bookId))
  return {
    ask,
    fetch: async (request) => app.fetch(request),
    tokenOf,
    newTokenOf,
    db,
    storage,
    takeNoMore: () => {
      isOpen = false
    },
    entries,
    contentsOf,
  }
}
