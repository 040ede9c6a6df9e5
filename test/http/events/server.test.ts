// Over real connections.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import * as fc from 'fast-check'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
import type { BudgetApiLogEntry, BudgetApiOptions } from 'budgetbook/http'
import { countedBook } from '../harness/counted-book.js'
import { eventClient, isReady } from '../harness/event-client.js'
import { checkSchedule, plainApi, scheduleArbitrary } from './schedule.js'

async function serve(options: Partial<BudgetApiOptions>) {
  const api = plainApi(options)
  const listener = getRequestListener(api.fetch)
  const server = createServer((request, response) => void listener(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { api, server, origin, fetch: async (...asked: Parameters<typeof fetch>) => fetch(...asked) }
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}

/** A server whose book counts its listeners, and what its log hears. */
async function watched(options: Partial<BudgetApiOptions> = {}) {
  // Long ids make long events.
  let ids = 0
  const generateId = () => `${++ids}`.padStart(200, '0')
  const inner = await openBudgetBook({ storage: createMemoryAdapter(), bookId: 'ada', generateId })
  const { book, listeners } = countedBook(inner)
  const entries: BudgetApiLogEntry[] = []
  let wake = (): void => undefined
  const log = (entry: BudgetApiLogEntry) => {
    entries.push(entry)
    wake()
  }
  const logged = async (count: number) =>
    new Promise<void>((resolve) => {
      wake = () => entries.length >= count && resolve()
      wake()
    })
  const served = await serve({ openBook: async () => book, log, ...options })
  onTestFinished(async () => stop(served.server))
  let limit = 0
  const commit = async () => inner.settings.update({ monthlyLimit: ++limit })
  return { ...served, inner, listeners, entries, logged, commit }
}

describe('event streams of a server', () => {
  it('tell of every commit once and in order, however often the connection broke and the server started anew', async () => {
    await fc.assert(
      fc.asyncProperty(scheduleArbitrary, async (schedule) => {
        const storage = createMemoryAdapter()
        await checkSchedule(schedule, {
          start: async () => {
            const book = await openBudgetBook({ storage, bookId: 'ada' })
            const { server, origin, fetch: send } = await serve({ openBook: async () => book })
            return { fetch: send, origin, book, stop: async () => stop(server) }
          },
          other: await openBudgetBook({ storage, bookId: 'ada' }),
        })
      }),
      { numRuns: 20 },
    )
  }, 120_000)

  it('are taken up again by an EventSource itself', async () => {
    // It comes back as soon as it may.
    const random = vi.spyOn(Math, 'random').mockReturnValue(0)
    onTestFinished(() => random.mockRestore())
    const { origin, server, fetch: send, commit } = await watched()
    const client = eventClient(send, {}, origin)
    onTestFinished(client.close)
    await client.until(isReady)
    await commit()
    await client.until((heard) => heard.length === 2)
    server.closeAllConnections()
    await commit()
    await client.until((heard) => heard.length === 4)
    expect(client.heard.map(({ event, id }) => [event, id.split('.')[1]])).toEqual([
      ['ready', '0'],
      ['change', '1'],
      ['ready', '1'],
      ['change', '2'],
    ])
  })

  it('are over when the client goes away, though nothing is sent', async () => {
    const said = vi.spyOn(console, 'error').mockReturnValue()
    onTestFinished(() => said.mockRestore())
    const { origin, fetch: send, logged, entries, listeners, api } = await watched()
    const clients = Array.from({ length: 5 }, () => eventClient(send, {}, origin))
    for (const client of clients) await client.until(isReady)
    for (const client of clients) client.close()
    await logged(5)
    expect(entries.map(({ status, code }) => [status, code])).toEqual(Array(5).fill([200, null]))
    await api.close()
    expect(listeners()).toBe(0)
    expect(said).not.toHaveBeenCalled()
  })

  it('are ended by close(), so that the server can stop', async () => {
    const { server, origin, fetch: send, api } = await watched()
    const client = eventClient(send, {}, origin)
    await client.until(isReady)
    const closed = once(server, 'close')
    server.close()
    await api.close()
    client.close()
    server.closeIdleConnections()
    await closed
  })

  it('tell a client why it is refused', async () => {
    const { origin, fetch: send } = await watched({ events: { streamsPerBook: 1 } })
    const client = eventClient(send, {}, origin)
    onTestFinished(client.close)
    await client.until(isReady)
    expect(await eventClient(send, {}, origin).failure()).toBe(429)
    expect(await eventClient(send, { user: '-' }, origin).failure()).toBe(401)
  })

  it('cut the connection of a client that takes nothing', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    const said = vi.spyOn(console, 'error').mockReturnValue()
    onTestFinished(() => said.mockRestore())
    const { origin, logged, entries, inner, server } = await watched()
    const names = Array.from({ length: 70 }, (_, index) => `Category ${index}`)
    const categories = await Promise.all(names.map(async (name) => inner.categories.create({ name })))
    const { port } = new URL(origin)
    const socket = connect(Number(port), '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    socket.write('GET /api/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ada\r\n\r\n')
    const [taken] = (await once(server, 'connection')) as [Socket]
    await once(socket, 'readable')
    // Until neither the client nor the server takes any more.
    for (let amount = 1; !taken.writableNeedDrain; amount++) {
      const allocations = categories.map(({ id }) => ({ categoryId: id, amount }))
      await inner.budgets.allocate('2026-02', allocations)
      await new Promise((resolve) => setImmediate(resolve))
    }
    const gone = new Promise((resolve) => void taken.once('close', resolve))
    for (let beat = 0; beat < 5; beat++) await vi.advanceTimersByTimeAsync(15_000)
    await gone
    await logged(1)
    expect(entries).toMatchObject([{ status: 200, code: 'aborted' }])
  })
})
