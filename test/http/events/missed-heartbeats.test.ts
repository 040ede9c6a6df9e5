import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BudgetBookError, createMemoryAdapter, openBudgetBook } from 'budgetbook'
import type { BudgetApiLogEntry, BudgetApiOptions } from 'budgetbook/http'
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

type Later = Partial<Pick<BudgetApiOptions, 'authenticate' | 'openBook'>>

/** A stream whose host answers the first question, and what a test gives it after that. */
async function listening() {
  const book = await openBudgetBook({ storage: createMemoryAdapter(), bookId: 'ada' })
  const entries: BudgetApiLogEntry[] = []
  let later: Later = {}
  const { api } = testApi({
    events: { heartbeat },
    authenticate: async (request) => later.authenticate?.(request) ?? 'ada',
    openBook: async (bookId, request) => later.openBook?.(bookId, request) ?? book,
    log: (entry) => entries.push(entry),
  })
  const client = await rawClient({ api })
  await client.read()
  const answer = (next: Later) => void (later = next)
  const beat = async () => vi.advanceTimersByTimeAsync(heartbeat)
  return { client, entries, answer, beat }
}

const failing = new Error('The database of the users fails over')
const failures: readonly [string, Later, string][] = [
  ['authenticate fails', { authenticate: async () => Promise.reject(failing) }, 'internal_error'],
  ['authenticate gives nothing at all', { authenticate: async () => '' }, 'internal_error'],
  ['openBook fails', { openBook: async () => Promise.reject(failing) }, 'internal_error'],
  [
    'the book cannot be reached',
    {
      openBook: async () =>
        Promise.reject(new BudgetBookError('storage_unavailable', 'x', { reason: 'database_locked' })),
    },
    'storage_unavailable',
  ],
]

describe('a stream', () => {
  it.each(failures)('misses two heartbeats at which %s, and goes on', async (_, failure) => {
    const { client, entries, answer, beat } = await listening()
    // Each yes begins the count anew.
    for (let time = 0; time < 3; time++) {
      for (const next of [failure, failure, {}]) {
        answer(next)
        const said = client.read()
        await beat()
        // Also at a heartbeat that fails, because proxies end what is silent.
        expect(await said).toBe(comment)
      }
    }
    expect(entries).toEqual([])
    await client.cancel()
  })

  it.each(failures)('ends at the third heartbeat in a row at which %s', async (_, failure, code) => {
    const { client, entries, answer, beat } = await listening()
    answer(failure)
    await beat()
    await beat()
    expect(entries).toEqual([])
    const rest = client.read()
    await beat()
    expect([await rest, await client.read()]).toEqual([over, null])
    expect(entries).toMatchObject([{ route: '/api/events', status: 200, code, bookId: 'ada' }])
  })

  it('ends at the first refusal, also after a failure', async () => {
    const { client, entries, answer, beat } = await listening()
    answer({ authenticate: async () => Promise.reject(failing) })
    await beat()
    const rest = client.read()
    answer({ authenticate: async () => null })
    await beat()
    expect([await rest, await client.read()]).toEqual([over, null])
    expect(entries).toMatchObject([{ code: 'unauthenticated' }])
  })

  it('goes on if the host answers late, and asks no second question meanwhile', async () => {
    const { client, answer, beat } = await listening()
    const questions: ((bookId: string) => void)[] = []
    answer({ authenticate: async () => new Promise((resolve) => void questions.push(resolve)) })
    const late = client.read()
    await beat()
    await beat()
    expect(await late).toBe(comment)
    expect(questions).toHaveLength(1)
    answer({})
    const said = client.read()
    questions[0]?.('ada')
    expect(await said).toBe(comment)
    for (let time = 0; time < 3; time++) {
      const next = client.read()
      await beat()
      expect(await next).toBe(comment)
    }
    await client.cancel()
  })

  it('takes a late yes as the answer to its own heartbeat, not to those that came since', async () => {
    const { client, entries, answer, beat } = await listening()
    let say = (_: string): void => undefined
    answer({ authenticate: async () => new Promise((resolve) => void (say = resolve)) })
    await beat()
    const said = client.read()
    await beat()
    expect(await said).toBe(comment)
    say('ada')
    answer({ authenticate: async () => Promise.reject(failing) })
    await beat()
    expect(entries).toEqual([])
    await beat()
    expect(entries).toMatchObject([{ status: 200, code: 'internal_error' }])
    expect([await client.read(), await client.read()]).toEqual([over, null])
  })

  it('ends if the host has not answered a question for two heartbeats', async () => {
    const { client, entries, answer, beat } = await listening()
    answer({ authenticate: async () => new Promise(() => undefined) })
    await beat()
    await beat()
    expect(entries).toEqual([])
    const rest = client.read()
    await beat()
    expect([await rest, await client.read()]).toEqual([over, null])
    expect(entries).toMatchObject([{ status: 200, code: 'internal_error', causes: [{ name: 'Error' }] }])
  })

  it('sends nothing to a client that left while the host was asked', async () => {
    const enqueue = vi.spyOn(ReadableStreamDefaultController.prototype, 'enqueue')
    const { client, answer, beat } = await listening()
    let say = (_: string): void => undefined
    answer({ authenticate: async () => new Promise((resolve) => void (say = resolve)) })
    const rest = client.read()
    await beat()
    await client.cancel()
    expect(await rest).toBe(null)
    enqueue.mockClear()
    say('ada')
    await vi.advanceTimersByTimeAsync(0)
    const calls = enqueue.mock.calls.length
    enqueue.mockRestore()
    expect(calls).toBe(0)
  })
})
