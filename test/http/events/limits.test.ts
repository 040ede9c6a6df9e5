import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
import type { BudgetApiLogEntry, BudgetApiOptions } from 'budgetbook/http'
import { countedBook } from '../harness/counted-book.js'
import { rawClient } from '../harness/event-client.js'
import { testApi } from '../harness/test-api.js'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
})
afterEach(() => {
  vi.useRealTimers()
})

async function counted(options: Partial<BudgetApiOptions> = {}) {
  const inner = await openBudgetBook({ storage: createMemoryAdapter(), bookId: 'ada' })
  const { book, listeners } = countedBook(inner)
  const entries: BudgetApiLogEntry[] = []
  const made = testApi({ openBook: async () => book, log: (entry) => entries.push(entry), ...options })
  let limit = 0
  const commit = async () => inner.settings.update({ monthlyLimit: ++limit })
  const left = () => [listeners(), vi.getTimerCount()]
  return { ...made, commit, entries, left }
}

describe('event streams', () => {
  it('keep nothing for a client that is slow: after 256 events that wait, it is told that anything changed', async () => {
    const { api, commit } = await counted()
    const client = await rawClient({ api })
    await client.read()
    for (let count = 0; count < 257; count++) await commit()
    expect(await client.read()).toMatch(
      /^id: \w+\.257\nevent: change\ndata: \{"operation_id":null,"months":"all","changes":"unknown"\}\n\n$/,
    )
    await commit()
    expect(await client.read()).toMatch(/^id: \w+\.258\nevent: change\n.*"settings"/)
    await client.cancel()
  })

  it('are as many for each book as the host says, and a place is free when somebody leaves', async () => {
    const { ask, api } = testApi({ events: { streamsPerBook: 2, heartbeat: 7_500 } })
    const [first, second] = [await rawClient({ api }), await rawClient({ api })]
    const { status, json, headers } = await ask('GET', '/api/events/')
    expect([status, json.code, json.details, headers.get('Retry-After')]).toEqual([
      429,
      'too_many_streams',
      { maximum: 2 },
      '8',
    ])
    expect((await ask('HEAD', '/api/events/')).status).toBe(429)
    // Other books, and other routes, are not concerned.
    expect((await ask('GET', '/api/events/', { user: 'bob' })).status).toBe(200)
    expect((await ask('GET', '/api/months/')).status).toBe(200)
    await first.cancel()
    expect((await ask('GET', '/api/events/')).status).toBe(200)
    await second.cancel()
  })

  it('leave nothing behind: neither by going away, nor by an aborted request, nor by HEAD', async () => {
    const { api, left, entries, ask } = await counted({ events: { streamsPerBook: 1_000 } })
    const controllers = Array.from({ length: 1_000 }, () => new AbortController())
    const clients = await Promise.all(controllers.map(async ({ signal }) => rawClient({ api }, { signal })))
    for (const client of clients) expect(await client.read()).toContain('event: ready')
    expect(left()).toEqual([1, 1_000])
    for (const [index, controller] of controllers.entries()) {
      if (index % 2 === 0) controller.abort()
      else await clients[index]?.cancel()
    }
    for (const client of clients) while ((await client.read()) !== null);
    await ask('HEAD', '/api/events/')
    expect(left()).toEqual([1, 1])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(left()[0]).toBe(0)
    // A stream of an earlier test may end now, and its feed waits a minute for its client. What is left behind here stays.
    await vi.advanceTimersByTimeAsync(60_000)
    expect(left()).toEqual([0, 0])
    expect(entries).toHaveLength(1_001)
    expect(new Set(entries.map(({ code, status }) => `${status} ${code}`))).toEqual(new Set(['200 null']))
  })

  it('do not begin if the request was aborted before', async () => {
    const { api, left } = await counted()
    const { response } = await rawClient({ api }, { signal: AbortSignal.abort() })
    expect(response.status).toBe(503)
    expect(left()).toEqual([0, 0])
  })

  it('are over at once if the request was aborted while the host opened the book', async () => {
    const controller = new AbortController()
    const inner = await openBudgetBook({ storage: createMemoryAdapter(), bookId: 'ada' })
    const { book, listeners } = countedBook(inner)
    const openBook = async () => {
      controller.abort()
      return book
    }
    const { api } = testApi({ openBook })
    const client = await rawClient({ api }, { signal: controller.signal })
    while ((await client.read()) !== null);
    await vi.advanceTimersByTimeAsync(60_000)
    expect([listeners(), vi.getTimerCount()]).toEqual([0, 0])
  })

  it('end in order when the API is closed, with no new ones after it; everything else goes on', async () => {
    const { api, ask, left, commit, entries } = await counted()
    const [waiting, busy] = [await rawClient({ api }), await rawClient({ api })]
    await waiting.read()
    await busy.read()
    await commit()
    await waiting.read()
    const rest = waiting.read()
    const { close } = api
    await close()
    await close()
    expect(left()).toEqual([0, 0])
    for (const { read, first } of [
      { ...waiting, first: rest },
      { ...busy, first: busy.read() },
    ]) {
      expect([await first, await read()]).toEqual([': the end\n\n', null])
    }
    expect(entries).toMatchObject([
      { route: '/api/events', status: 200, code: null },
      { route: '/api/events', status: 200, code: null },
    ])
    const { status, json, headers } = await ask('GET', '/api/events/')
    expect([status, json.code, headers.get('Retry-After')]).toEqual([503, 'storage_unavailable', '1'])
    // The storage is well.
    expect([json.message, json.error]).toEqual(['Server stopping', 'The server stops; ask again'])
    expect((await ask('GET', '/api/months/')).status).toBe(200)
    expect((await ask('POST', '/api/budgets/create/', { body: { name: 'Travel' } })).status).toBe(201)
    expect(left()).toEqual([0, 0])
  })

  it('are told to the log when they are over, without what they said', async () => {
    const { api, entries, commit } = await counted({ logContents: true })
    const client = await rawClient({ api })
    await client.read()
    await commit()
    await client.read()
    expect(entries).toEqual([])
    await client.cancel()
    await Promise.resolve()
    expect(entries).toMatchObject([
      { route: '/api/events', bookId: 'ada', status: 200, code: null, causes: [] },
    ])
    expect(entries[0]?.contents).toEqual({
      address: '/api/events/',
      requestBody: null,
      responseBody: '',
      error: null,
    })
  })

  it.each([
    { heartbeat: 999 },
    { heartbeat: 600_001 },
    { heartbeat: Number.NaN },
    { streamsPerBook: 0 },
    { streamsPerBook: 1.5 },
    { heartbeats: 1_000 },
    null,
  ])('refuse options that make no sense: %j', (events) => {
    expect(() => testApi({ events: events as never })).toThrow(
      expect.objectContaining({ code: 'invalid_input' }),
    )
  })
})
