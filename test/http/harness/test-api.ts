import { expect } from 'vitest'
import {
  createMemoryAdapter,
  openBudgetBook,
  type BudgetBook,
  type OpenBudgetBookOptions,
  type StorageAdapter,
} from 'budgetbook'
import { createBudgetApi, type BudgetApi, type BudgetApiOptions } from 'budgetbook/http'
import type { OpenApiDocument } from './document.js'
import { documentCheck } from './document-check.js'
import { textOf } from './text-of.js'

/** What a test asks. */
interface Ask {
  /** Sent as JSON; text is sent as it is. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Whose token goes with it; `null` for none. */
  readonly user?: string | null
}

/** What it is answered. */
export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // Whatever the answer is: the document is what tells.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly json: any
}

/** An API on storage of its own, for users who say their names; each answer is held against its document. */
export interface TestApi {
  readonly api: BudgetApi
  readonly storage: StorageAdapter
  readonly bookOf: (user: string) => Promise<BudgetBook>
  readonly ask: (method: string, address: string, ask?: Ask) => Promise<Answered>
}

/** Makes one. */
export function testApi(
  options: Partial<BudgetApiOptions> & {
    readonly storage?: StorageAdapter
    readonly book?: Partial<OpenBudgetBookOptions>
  } = {},
): TestApi {
  const { storage = createMemoryAdapter(), book: bookOptions = {}, ...apiOptions } = options
  const books = new Map<string, Promise<BudgetBook>>()
  const bookOf = async (user: string): Promise<BudgetBook> => {
    const book = books.get(user) ?? openBudgetBook({ storage, bookId: user, timeZone: 'UTC', ...bookOptions })
    books.set(user, book)
    // One that could not be opened is tried anew.
    book.catch(() => books.delete(user))
    return book
  }
  const api = createBudgetApi({
    authenticate: async ({ headers }) =>
      /^Bearer (\w+)$/.exec(headers.get('Authorization') ?? '')?.[1] ?? null,
    openBook: bookOf,
    ...apiOptions,
  })
  const check = documentCheck(api.openApiDocument() as unknown as OpenApiDocument)
  const ask = async (method: string, address: string, asked: Ask = {}): Promise<Answered> => {
    const request = requestOf(method, address, asked)
    const response = await api.fetch(request)
    const { status, headers } = response
    const text = await textOf(response)
    expect(check({ method, pathname: new URL(request.url).pathname, status, headers, text })).toEqual([])
    return { status, headers, text, json: isJson(headers) && text !== '' ? JSON.parse(text) : null }
  }
  return { api, storage, bookOf, ask }
}

function isJson(headers: Headers): boolean {
  return headers.get('Content-Type') === 'application/json'
}

function requestOf(method: string, address: string, { body, headers = {}, user = 'ada' }: Ask): Request {
  const own = {
    ...(user === null ? {} : { Authorization: `Bearer ${user}` }),
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
  }
  return new Request(`http://localhost${address}`, {
    method,
    headers: { ...own, ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
}
