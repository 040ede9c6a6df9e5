import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryAdapter, openBudgetBook, type BudgetBook } from 'budgetbook'
import type { BudgetApiLogEntry, BudgetApiOptions } from 'budgetbook/http'
import { countedBook } from '../harness/counted-book.js'
import { rawClient } from '../harness/event-client.js'
import { testApi } from '../harness/test-api.js'

const heartbeat = 5_000
const comment = ': still here\n\n'
const over = ': the end\n\n'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** An API whose host can be told what to say from the second time on. */
async function hosted(later: Partial<Pick<BudgetApiOptions, 'authenticate' | 'openBook'>> = {}) {
  const storage = createMemoryAdapter()
  const inner = await openBudgetBook({ storage, bookId: 'ada' })
  const { book, listeners } = countedBook(inner)
  const asked: Request[] = []
  const entries: BudgetApiLogEntry[] = []
  let isLater = false
  const { api } = testApi({
    events: { heartbeat },
    authenticate: async (request) => {
      asked.push(request)
      return isLater && later.authenticate ? later.authenticate(request) : 'ada'
    },
    openBook: async (bookId, request): Promise<BudgetBook> =>
      isLater && later.openBook ? later.openBook(bookId, request) : book,
    log: (entry) => entries.push(entry),
  })
  const client = await rawClient({ api })
  await client.read()
  isLater = true
  let limit = 0
  const commit = async () => inner.settings.update({ monthlyLimit: ++limit })
  return { api, storage, inner, listeners, asked, entries, client, commit }
}

/** Whether anything of an API still listens or waits, once nobody has come back for a minute. */
async function expectNothingLeft(listeners: () => number): Promise<void> {
  await vi.advanceTimersByTimeAsync(60_000)
  expect([listeners(), vi.getTimerCount()]).toEqual([0, 0])
}

describe('at each heartbeat', () => {
  it('a stream says that it is still there, and the host is asked about the same request again', async () => {
    const { client, asked, commit } = await hosted()
    for (let beat = 1; beat <= 5; beat++) {
      const said = client.read()
      await vi.advanceTimersByTimeAsync(heartbeat)
      expect(await said).toBe(comment)
      expect(asked).toHaveLength(beat + 1)
    }
    expect(new Set(asked)).toEqual(new Set([client.request]))
    await commit()
    expect(await client.read()).toContain('event: change')
    await client.cancel()
  })

  it.each<[string, Parameters<typeof hosted>[0] & object, string | null]>([
    ['is nobody any more', { authenticate: async () => null }, 'unauthenticated'],
    ['is somebody else now', { authenticate: async () => 'bob' }, 'unauthenticated'],
    [
      'has a book that was opened anew',
      { openBook: async () => openBudgetBook({ storage: createMemoryAdapter() }) },
      null,
    ],
  ])('a stream ends if the caller %s', async (_, later, code) => {
    const { client, listeners, commit, entries } = await hosted(later)
    await commit()
    expect(await client.read()).toContain('event: change')
    const rest = client.read()
    await vi.advanceTimersByTimeAsync(heartbeat)
    expect([await rest, await client.read()]).toEqual([over, null])
    expect(entries).toMatchObject([{ route: '/api/events', status: 200, code, bookId: 'ada' }])
    await expectNothingLeft(listeners)
  })

  it('a stream ends if the book was closed: it would hear nothing', async () => {
    const { client, inner, entries, api } = await hosted()
    await inner.close()
    const rest = client.read()
    await vi.advanceTimersByTimeAsync(heartbeat)
    expect([await rest, await client.read()]).toEqual([over, null])
    expect(entries).toMatchObject([{ status: 200, code: 'storage_unavailable' }])
    // Coming back, also while the feed still waits for it, is refused.
    const response = await api.fetch(new Request('http://localhost/api/events'))
    expect([response.status, await response.json()]).toMatchObject([503, { code: 'storage_unavailable' }])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('a client that took nothing since the fourth last one is let go', async () => {
    const { client, listeners, entries, commit } = await hosted()
    await vi.advanceTimersByTimeAsync(3 * heartbeat)
    await commit()
    // Reading in time counts.
    expect(await client.read()).toContain('event: change')
    await vi.advanceTimersByTimeAsync(3 * heartbeat)
    expect(entries).toEqual([])
    await vi.advanceTimersByTimeAsync(heartbeat)
    expect(entries).toMatchObject([{ status: 200, code: 'aborted' }])
    await expect(client.read()).rejects.toThrow('took nothing')
    await expectNothingLeft(listeners)
  })

  it('a client that stays hears on, though others went away', async () => {
    const { api, client, commit, listeners } = await hosted()
    await (await rawClient({ api })).cancel()
    for (let beat = 0; beat < 13; beat++) {
      const said = client.read()
      await vi.advanceTimersByTimeAsync(heartbeat)
      expect(await said).toBe(comment)
    }
    expect(listeners()).toBe(1)
    await commit()
    expect(await client.read()).toContain('event: change')
    await client.cancel()
    await expectNothingLeft(listeners)
  })

  it('the feed waits for clients that come back, and not for longer than a minute', async () => {
    const { api, client, commit, listeners } = await hosted()
    await client.cancel()
    await vi.advanceTimersByTimeAsync(59_000)
    await commit()
    const back = await rawClient({ api })
    const [, position] = /^id: (.*)$/m.exec((await back.read()) ?? '') ?? []
    expect(position).toMatch(/\.1$/)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(listeners()).toBe(1)
    await back.cancel()
    await expectNothingLeft(listeners)
    await commit()
    const late = await rawClient({ api }, { position: position ?? '' })
    await late.read()
    expect(await late.read()).toContain('"months":"all","changes":"unknown"')
    await late.cancel()
  })
})
