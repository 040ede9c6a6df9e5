import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import * as fc from 'fast-check'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { BudgetBookError, createMemoryAdapter } from 'budgetbook'
import { csvFormats, readCsv, writeCsv } from 'budgetbook/csv'
import type { BudgetApiLogEntry } from 'budgetbook/http'
import { withFaults } from 'budgetbook/testing'
import { seed } from '../harness/seed.js'
import { storages } from '../harness/storages.js'
import { testApi, type TestApi } from '../harness/test-api.js'

const address = '/api/expenses/export.csv'
const headers = { Authorization: 'Bearer ada' }
const expectedHeader = 'Date,Category,Description,Id,Amount\r\n'

const get = async ({ api }: TestApi, init: RequestInit = {}) =>
  api.fetch(new Request(`http://localhost${address}`, { headers, ...init }))

/** Records many expenses of a few kilobytes in all, on two days. */
async function record({ bookOf }: TestApi, categoryId: string, count: number, user = 'ada') {
  const one = (at: number) => ({
    categoryId,
    amount: `${at + 1}.00`,
    date: at % 2 ? '2026-03-01' : '2026-03-02',
  })
  await (await bookOf(user)).expenses.recordMany(Array.from({ length: count }, (_, at) => one(at)))
}

/** A storage whose pages can be made to fail, and that counts them. */
function watched() {
  const state = { pages: 0, failsAfter: Number.POSITIVE_INFINITY }
  const secret = 'select 98765.43'
  const storage = withFaults(createMemoryAdapter(), {
    before: ({ method }) => {
      if (method !== 'page') return
      if (++state.pages > state.failsAfter)
        throw new BudgetBookError('storage_unavailable', secret, { reason: secret })
    },
  })
  const entries: BudgetApiLogEntry[] = []
  return { state, secret, entries, ...testApi({ storage, log: (entry) => entries.push(entry) }) }
}

describe.each(storages)('the expenses on %s', (_, create) => {
  it('are exported as a file, with the names of categories, archived ones too, newest first', async () => {
    const api = testApi({ storage: create() })
    const { category, expense } = await seed(api)
    const body = { category, amount: '-5', date: '2026-03-01', description: '=1+1, "x"\n' }
    const { id } = (await api.ask('POST', '/api/expenses/create/', { body })).json.data
    await api.ask('PUT', `/api/budgets/archive/${category}/`)
    const lines = [
      `2026-03-01,Travel,"=1+1, ""x""\n",${id},-5.00\r\n`,
      `2026-02-14,Travel,,${expense},700.00\r\n`,
    ]
    const { status, text, headers: sent } = await api.ask('GET', address)
    expect([status, text]).toEqual([200, [expectedHeader, ...lines].join('')])
    expect(sent.get('Content-Type')).toBe('text/csv; charset=utf-8; header=present')
    expect(sent.get('Content-Disposition')).toBe('attachment; filename="expenses.csv"')
    for (const [query, at] of [
      ['month=2026-02', [1]],
      ['month=2026-02-01&category=x', null],
      [`category=${category}`, [0, 1]],
      ['from=2026-02-15', [0]],
      ['to=2026-02-14', [1]],
      ['month=2026-04', []],
    ] as const) {
      const found = await api.ask('GET', `${address}?${query}`)
      if (at === null) expect([query, found.status, found.json.code]).toEqual([query, 404, 'not_found'])
      else expect([query, found.text]).toEqual([query, [expectedHeader, ...at.map((i) => lines[i])].join('')])
    }
    const month = await api.ask('GET', `${address}?month=2026-02&neutralize=true&bom=true`)
    expect(month.headers.get('Content-Disposition')).toBe('attachment; filename="expenses-2026-02.csv"')
    const safe = await api.api.fetch(
      new Request(`http://localhost${address}?neutralize=true&bom=true`, { headers }),
    )
    const bytes = new Uint8Array(await safe.arrayBuffer())
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(new TextDecoder().decode(bytes)).toContain(`,Travel,"'=1+1, ""x""\n",${id},-5.00`)
  })

  it('are only those of the caller', async () => {
    const api = testApi({ storage: create() })
    const { category } = await seed(api)
    expect((await api.ask('GET', address, { user: 'bob' })).text).toBe(expectedHeader)
    const { status, json } = await api.ask('GET', `${address}?category=${category}`, { user: 'bob' })
    expect([status, json.code]).toEqual([404, 'not_found'])
    expect((await api.ask('GET', address, { user: null })).status).toBe(401)
  })

  it('come whole over several pages', async () => {
    const api = testApi({ storage: create() })
    const { category } = await seed(api)
    await record(api, category, 2_500)
    const { text } = await api.ask('GET', address)
    const { rows, rejected } = readCsv(text, csvFormats.budgetbook)
    expect([rows.length, rejected, new Set(rows.map(({ id }) => id)).size]).toEqual([2_501, [], 2_501])
  })
})

it('whatever expenses there are, the file is what writeCsv writes of them', async () => {
  const text = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.constantFrom('=1', '-1', '"', '\r', '\n', ' a ', '\ufeff', '__proto__', 'é😀'),
  )
  const api = testApi()
  let users = 0
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 8 }), fc.boolean(), async (texts, neutralize) => {
      const user = `user${++users}`
      const { category } = await seed(api, user)
      for (const description of texts)
        await api.ask('POST', '/api/expenses/create/', {
          user,
          body: { category, amount: 1, date: '2026-03-01', description },
        })
      const book = await api.bookOf(user)
      const { items } = await book.expenses.list({ limit: 1_000 })
      const answer = await api.ask('GET', `${address}?neutralize=${neutralize}`, { user })
      expect(answer.text).toBe(writeCsv(items, { categories: await book.categories.list(), neutralize }))
    }),
    { numRuns: 50 },
  )
})

it.each(['neutralize=1', 'bom=', 'delimiter=;', 'limit=1', 'cursor=x', 'month=x', 'from=x', 'category=..'])(
  'a query that is wrong is refused: %s',
  async (query) => {
    expect((await testApi().ask('GET', `${address}?${query}`)).status).toBe(400)
  },
)

it('HEAD says what GET says, and reads no more than the beginning', async () => {
  const api = watched()
  const { category } = await seed(api)
  await record(api, category, 2_500)
  const { status, text, headers: sent } = await api.ask('HEAD', address)
  expect([status, text, sent.get('Content-Type'), api.state.pages]).toEqual([
    200,
    '',
    'text/csv; charset=utf-8; header=present',
    1,
  ])
  expect(api.entries.at(-1)).toMatchObject({ method: 'HEAD', status: 200, code: null })
})

describe('the stream of a file', () => {
  it('is an answer of its own if the storage fails at once', async () => {
    const api = watched()
    await seed(api)
    api.state.failsAfter = 0
    const { status, json, headers: sent } = await api.ask('GET', address)
    expect([status, json.code, sent.get('Retry-After')]).toEqual([503, 'storage_unavailable', '1'])
    expect(api.entries.at(-1)).toMatchObject({ status: 503, code: 'storage_unavailable' })
  })

  it('breaks off if the storage fails later; the log hears of it, and nobody else', async () => {
    const api = watched()
    const { category } = await seed(api)
    await record(api, category, 2_500)
    api.state.failsAfter = 1
    const response = await get(api)
    expect(response.status).toBe(200)
    expect(api.entries.at(-1)?.route).toBe('/api/expenses/create')
    const failure = await response.text().catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Error)
    expect(String((failure as Error).stack) + String((failure as Error).cause)).not.toContain(api.secret)
    expect(api.entries.at(-1)).toMatchObject({
      route: '/api/expenses/export.csv',
      status: 200,
      code: 'storage_unavailable',
      causes: [{ name: 'BudgetBookError', code: 'storage_unavailable' }],
    })
    expect(JSON.stringify(api.entries)).not.toContain(api.secret)
  })

  it('breaks the connection of a server, so that no client takes half a file for a whole one', async () => {
    const api = watched()
    const { category } = await seed(api)
    await record(api, category, 2_500)
    // The server says so.
    const said = vi.spyOn(console, 'error').mockReturnValue()
    const listener = getRequestListener(api.api.fetch)
    const server = createServer((request, response) => void listener(request, response)).listen(0)
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
      said.mockRestore()
    })
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${address}`
    const whole = await (await fetch(url, { headers })).text()
    expect(whole.split('\r\n')).toHaveLength(2_503)
    api.state.failsAfter = api.state.pages + 2
    const response = await fetch(url, { headers })
    expect(response.status).toBe(200)
    await expect(response.text()).rejects.toThrow()
    expect(JSON.stringify(said.mock.calls)).not.toContain(api.secret)
  })

  it('reads no further than the client does, and stops when it goes away', async () => {
    const api = watched()
    const { category } = await seed(api)
    await record(api, category, 5_500)
    const { body } = await get(api)
    const reader = body?.getReader()
    const { value } = (await reader?.read()) ?? {}
    expect(new TextDecoder().decode(value).startsWith(expectedHeader)).toBe(true)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(api.state.pages).toBe(1)
    await reader?.cancel()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(api.state.pages).toBe(1)
    expect(api.entries.at(-1)).toMatchObject({ status: 200, code: 'aborted' })
  })

  it('stops when the request is aborted', async () => {
    const api = watched()
    const { category } = await seed(api)
    await record(api, category, 5_500)
    const controller = new AbortController()
    const { body } = await get(api, { signal: controller.signal })
    const reader = body?.getReader()
    await reader?.read()
    controller.abort()
    const rest = async () => {
      while (!(await reader?.read())?.done);
    }
    await expect(rest()).rejects.toThrow()
    expect(api.state.pages).toBeLessThan(3)
  })

  it('is never a file of two currencies', async () => {
    const api = testApi()
    const { category } = await seed(api)
    await record(api, category, 2_500)
    const { body } = await get(api)
    await api.ask('POST', '/api/usersettings/change-currency/', { body: { to: 'EUR', rate: 2 } })
    const reader = body?.getReader()
    const rest = async () => {
      while (!(await reader?.read())?.done);
    }
    await expect(rest()).rejects.toThrow()
  })

  it('does not pass through the log: its contents have no body of it', async () => {
    const entries: BudgetApiLogEntry[] = []
    const api = testApi({ logContents: true, log: (entry) => entries.push(entry) })
    const { category } = await seed(api)
    await record(api, category, 2_500)
    const text = await (await get(api)).text()
    await Promise.resolve()
    expect(text.split('\r\n')).toHaveLength(2_503)
    expect(entries.at(-1)).toMatchObject({ status: 200, code: null, causes: [] })
    expect(entries.at(-1)?.contents).toEqual({
      address,
      requestBody: null,
      responseBody: '',
      error: null,
    })
  })
})

it('the report of a month is exported as a file', async () => {
  const api = testApi({ book: { now: () => new Date('2026-02-14T09:30:00.000Z') } })
  await seed(api)
  const place = '/api/budgets/budgets/utilization/export.csv'
  const { status, text, headers: sent } = await api.ask('GET', place)
  expect([status, sent.get('Content-Disposition')]).toEqual([
    200,
    'attachment; filename="utilization-2026-02.csv"',
  ])
  expect(text).toBe(
    'Month,Kind,Category,Currency,Budget,Spent,Remaining,Percent,Status,Expenses,Held,Free\r\n' +
      '2026-02,category,Travel,USD,2000.00,700.00,1300.00,35,good,1,0.00,1300.00\r\n' +
      '2026-02,total,,USD,2000.00,700.00,1300.00,35,good,1,0.00,1300.00\r\n',
  )
  expect((await api.ask('GET', `${place}?month=2026-04&bom=true`)).text).toContain('2026-04,total,,USD,0.00,')
  expect((await api.ask('GET', `${place}?month=x`)).status).toBe(400)
  expect((await api.ask('GET', place, { user: 'bob' })).text).not.toContain('Travel')
})
