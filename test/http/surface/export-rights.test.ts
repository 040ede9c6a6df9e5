import { afterEach, describe, expect, it, vi } from 'vitest'
import { createMemoryAdapter, openBudgetBook, type BudgetBook } from 'budgetbook'
import type { BudgetApiLogEntry } from 'budgetbook/http'
import { testApi } from '../harness/test-api.js'

afterEach(() => void vi.restoreAllMocks())

const lines = 3_500
const address = 'http://localhost/api/expenses/export.csv'

/** An API whose host counts its questions, and a book with some pages of expenses. */
async function hosted() {
  const book = await openBudgetBook({ storage: createMemoryAdapter(), bookId: 'ada' })
  const { id: categoryId } = await book.categories.create({ name: 'Travel' })
  const record = async (count: number, description: string) =>
    book.expenses.recordMany(
      Array.from({ length: count }, () => ({ categoryId, amount: '1', date: '2026-02-14', description })),
    )
  await record(lines, 'before')
  const asked: Request[] = []
  const entries: BudgetApiLogEntry[] = []
  const host = {
    authenticate: async (): Promise<string | null> => 'ada',
    openBook: async (): Promise<BudgetBook> => book,
  }
  const { api } = testApi({
    authenticate: async (request) => {
      asked.push(request)
      return host.authenticate()
    },
    openBook: async () => host.openBook(),
    log: (entry) => entries.push(entry),
  })
  return { book, record, asked, entries, host, api }
}

type Hosted = Awaited<ReturnType<typeof hosted>>

/** Lets that many milliseconds go by at once. */
function letPass(milliseconds: number): void {
  const now = performance.now()
  vi.spyOn(performance, 'now').mockReturnValue(now + milliseconds)
}

/** A client that reads the beginning of the file and stops; `rest` reads on. */
async function slowReader({ api }: Hosted) {
  const request = new Request(address)
  const response = await api.fetch(request)
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  let text = decoder.decode((await reader?.read())?.value)
  const rest = async (): Promise<unknown> => {
    try {
      for (;;) {
        const { done, value } = (await reader?.read()) ?? { done: true }
        if (done) return null
        text += decoder.decode(value)
      }
    } catch (error) {
      return error
    }
  }
  return { request, status: response.status, rest, text: () => text }
}

describe('a file that is read slowly', () => {
  it.each<[string, (app: Hosted) => void, string]>([
    ['is nobody any more', ({ host }) => (host.authenticate = async () => null), 'unauthenticated'],
    ['is somebody else now', ({ host }) => (host.authenticate = async () => 'bob'), 'unauthenticated'],
    [
      'is unknown, because the host failed',
      ({ host }) => (host.authenticate = async () => Promise.reject(new Error('x'))),
      'internal_error',
    ],
  ])('breaks off at the next page if its reader %s', async (_, happens, code) => {
    const app = await hosted()
    const { status, rest, text } = await slowReader(app)
    happens(app)
    await app.record(10, 'afterwards')
    letPass(1_000)
    expect(await rest()).toBeInstanceOf(Error)
    expect(status).toBe(200)
    // One page was read already.
    expect(text().split('\r\n').length).toBeLessThan(1_002)
    expect(text()).not.toContain('afterwards')
    expect(app.entries).toMatchObject([{ route: '/api/expenses/export.csv', status: 200, code }])
  })

  it('goes on from the book that it began with, though the host may have opened it anew since', async () => {
    const app = await hosted()
    const { rest, text } = await slowReader(app)
    app.host.openBook = async () => Promise.reject(new Error('Not asked'))
    letPass(60_000)
    expect(await rest()).toBeNull()
    expect(text().split('\r\n')).toHaveLength(lines + 2)
  })

  it('goes on for the same caller, who is asked about once in a while, with the same request', async () => {
    const app = await hosted()
    const { request, rest, text } = await slowReader(app)
    letPass(60_000)
    expect(await rest()).toBeNull()
    expect(text().split('\r\n')).toHaveLength(lines + 2)
    // Of three pages after the pause, only the first was late.
    expect(app.asked).toHaveLength(2)
    expect(new Set(app.asked)).toEqual(new Set([request]))
    expect(app.entries).toMatchObject([{ status: 200, code: null }])
  })
})

it('a file that is read quickly asks who the caller is only once', async () => {
  const app = await hosted()
  const now = performance.now()
  vi.spyOn(performance, 'now').mockReturnValue(now)
  const { rest, text } = await slowReader(app)
  letPass(900)
  expect(await rest()).toBeNull()
  expect(text().split('\r\n')).toHaveLength(lines + 2)
  expect(app.asked).toHaveLength(1)
})

it('a caller who lost the right before the first page gets an answer of its own', async () => {
  const app = await hosted()
  const { book, host, api } = app
  const list = book.categories.list.bind(book.categories)
  vi.spyOn(book.categories, 'list').mockImplementation(async (...given) => {
    host.authenticate = async () => null
    letPass(5_000)
    return list(...given)
  })
  const response = await api.fetch(new Request(address))
  expect([response.status, response.headers.get('WWW-Authenticate')]).toEqual([401, 'Bearer'])
  expect(app.entries).toMatchObject([{ status: 401, code: 'unauthenticated' }])
})
