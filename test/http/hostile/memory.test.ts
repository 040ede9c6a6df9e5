// What all those clients leave behind.
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Figures } from './harness/figures.js'
import { startHostileServer, type HostileServer } from './harness/hostile-server.js'
import { headOf, rawSocket } from './harness/raw-socket.js'

let server: HostileServer
let bearer: string

beforeAll(async () => {
  server = await startHostileServer(['ada'], { REQUEST_TIMEOUT: '2' })
  bearer = `Bearer ${await server.tokenOf('ada')}`
  const { text } = await server.ask('ada', 'POST', '/api/budgets/create/', { name: 'Travel' })
  const { id } = (JSON.parse(text) as { data: { id: string } }).data
  await server.ask('ada', 'POST', '/api/expenses/create/', { category: id, amount: '1', date: '2026-02-14' })
})
afterAll(async () => {
  expect(server.complaints()).toBe('')
  expect(await server.stop()).toBe(0)
})

const several = async (count: number, each: (index: number) => Promise<unknown>) =>
  Promise.all(Array.from({ length: count }, async (_, index) => each(index)))

/** A client that says something, hears something, and goes away. */
async function visit(said: string, isEnough: (heard: string) => boolean): Promise<void> {
  const { socket, until } = await rawSocket(server.port)
  socket.write(said)
  await until(isEnough)
  socket.resetAndDestroy()
}

const answered = (heard: string) => heard.includes('HTTP/1.1 ')

/** A little of everything that the other tests do. */
async function round(number: number): Promise<void> {
  const json = { Authorization: bearer, 'Content-Type': 'application/json' }
  const events = headOf('GET /api/events', { Authorization: bearer })
  await several(90, async () => visit(events, (heard) => heard.includes('event: ready')))
  await several(25, async () => visit(events.repeat(10), (heard) => heard.includes('event: ready')))
  // Each asks for a path, with an id and a method of its own, which nothing must be kept for.
  await several(100, async (index) =>
    server.ask('ada', index % 2 === 0 ? 'DELETE' : 'GET', `/api/none-${number}-${index}/`),
  )
  await several(50, async (index) => visit(headOf(`GET /${index}-${number}`), answered))
  await several(50, async () => visit('nonsense\r\n\r\n', answered))
  await several(50, async () => {
    const { socket, over } = await rawSocket(server.port)
    socket.write(`${headOf('POST /api/budgets/create/', { ...json, 'Content-Length': '100' })}{"name":`)
    socket.end()
    await over()
  })
  await several(25, async () =>
    server.ask('ada', 'PUT', '/api/book/import/', { rows: ['x'.repeat(200_000)] }),
  )
  await several(25, async () => server.ask('ada', 'POST', '/api/budgets/create/', { name: 'Travel' }))
  const file = headOf('GET /api/expenses/export.csv', { Authorization: bearer })
  await several(25, async () => visit(file, answered))
}

it('nothing: after the same again and again, the server has as much memory and as many sockets as before', async () => {
  const rounds: Pick<Figures, 'heap' | 'external' | 'descriptors'>[] = []
  for (let number = 0; number < 6; number++) {
    await round(number)
    await vi.waitFor(async () => expect(await server.figures()).toMatchObject({ streams: 0, inFlight: 0 }), {
      timeout: 20_000,
    })
    const { heap, external, descriptors, statuses } = await server.figures()
    expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([])
    rounds.push({ heap, external, descriptors })
  }
  // By the second, most is compiled and every cache is full.
  const [early, late] = [rounds.slice(1, 3), rounds.slice(4)]
  const least = (of: typeof rounds, name: 'heap' | 'external' | 'descriptors') =>
    Math.min(...of.map((figures) => figures[name]))
  expect(least(late, 'heap') - least(early, 'heap')).toBeLessThan(1_000_000)
  expect(least(late, 'external') - least(early, 'external')).toBeLessThan(500_000)
  expect(least(late, 'descriptors')).toBeLessThan(least(early, 'descriptors') + 10)
})
