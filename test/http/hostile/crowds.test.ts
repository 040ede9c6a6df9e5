// Very many clients at the same time.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startHostileServer, type HostileServer } from './harness/hostile-server.js'
import { headOf, rawSocket } from './harness/raw-socket.js'

let server: HostileServer

const users = Array.from({ length: 100 }, (_, index) => `user-${index}`)
const userAt = (index: number) => users[index % users.length] ?? ''

beforeAll(async () => {
  server = await startHostileServer([...users, 'ada', 'bob'])
  const metadata = { note: 'x'.repeat(4_000) }
  for (let index = 0; index < 100; index++)
    await server.ask('bob', 'POST', '/api/budgets/create/', { name: `Category ${index}`, metadata })
})
afterAll(async () => {
  const { statuses } = await server.figures()
  expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([])
  expect(server.complaints()).toBe('')
  expect(await server.stop()).toBe(0)
})

const names = async (user: string) => {
  const { text } = await server.ask(user, 'GET', '/api/budgets/')
  return (JSON.parse(text) as { data: { name: string }[] }).data.map(({ name }) => name).sort()
}

/** A client that hears events, or why not. */
async function listener(user: string) {
  const client = await rawSocket(server.port)
  client.socket.write(headOf('GET /api/events', { Authorization: `Bearer ${await server.tokenOf(user)}` }))
  await client.until((heard) => heard.includes('event: ready') || heard.includes('HTTP/1.1 429'))
  return client
}

const nobodyListens = async () =>
  vi.waitFor(async () => expect(await server.figures()).toMatchObject({ streams: 0, inFlight: 0 }), {
    timeout: 20_000,
  })

describe('a crowd', () => {
  it.each([
    ['of one user', () => 'ada'],
    ['of 100 users', userAt],
  ])('of 1,000 requests at the same time, %s: all that is acknowledged is there once', async (_, userOf) => {
    const asked = Array.from({ length: 1_000 }, async (_each, index) => {
      const user = userOf(index)
      const name = `Name ${index}`
      if (index % 2 === 0) return server.ask(user, 'GET', '/api/budgets/budgets/utilization/?month=2026-02')
      const answer = await server.ask(user, 'POST', '/api/budgets/create/', { name })
      return { ...answer, name, user }
    })
    const answers = await Promise.all(asked)
    const made = answers.flatMap((answer) => ('name' in answer && answer.status === 201 ? [answer] : []))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 201]))
    for (const user of new Set(made.map((each) => each.user)))
      expect(await names(user)).toEqual(
        made
          .filter((each) => each.user === user)
          .map(({ name }) => name)
          .sort(),
      )
  })

  it('of 1,000 who listen, each leaves nothing behind', async () => {
    const clients = await Promise.all(
      Array.from({ length: 1_000 }, async (_, index) => listener(userAt(index))),
    )
    expect((await server.figures()).streams).toBe(1_000)
    await server.ask(userAt(7), 'POST', '/api/groups/create/', { name: 'Heard' })
    await Promise.all(
      clients
        .filter((_, index) => index % 100 === 7)
        .map(async ({ until }) => until((text) => text.includes('event: change'))),
    )
    for (const { socket } of clients.slice(0, 500)) socket.destroy()
    for (const { socket } of clients.slice(500)) socket.resetAndDestroy()
    await nobodyListens()
  })

  it('of 1,000 who listen to one book: 100 of them do, and the others are told why not', async () => {
    const clients = await Promise.all(Array.from({ length: 1_000 }, async () => listener('ada')))
    expect(clients.filter(({ statuses }) => statuses()[0] === 200)).toHaveLength(100)
    for (const { socket } of clients) socket.destroy()
    await nobodyListens()
  })

  it('of 99 that take nothing of the 17 answers that each asks for: they are held up, and not their answers', async () => {
    const before = await server.figures()
    const bearer = `Bearer ${await server.tokenOf('bob')}`
    const paths = ['/api/budgets/', '/api/book/export/', '/api/events']
    const clients = await Promise.all(
      Array.from({ length: 99 }, async (_, index) => {
        const { socket } = await rawSocket(server.port)
        socket.removeAllListeners('data').pause()
        socket.write(headOf(`GET ${paths[index % 3]}`, { Authorization: bearer }).repeat(17))
        return socket
      }),
    )
    for (let round = 0; round < 10; round++) expect(await names('bob')).toHaveLength(100)
    const { heap, external } = await server.figures()
    // An answer has some 400 KB.
    expect(heap + external - before.heap - before.external).toBeLessThan(120_000_000)
    for (const socket of clients) socket.destroy()
    await nobodyListens()
  })

  it('of requests on one connection, behind an event stream, ends the connection', async () => {
    const { socket, over, statuses } = await rawSocket(server.port)
    const bearer = { Authorization: `Bearer ${await server.tokenOf('bob')}` }
    socket.write(headOf('GET /api/events', bearer) + headOf('GET /healthz').repeat(700_000))
    await over()
    expect(statuses().filter((status) => status !== 200)).toEqual([])
    await nobodyListens()
  })
})
