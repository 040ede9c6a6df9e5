// Clients that are slow, or go away.
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { startHostileServer, type HostileServer } from './harness/hostile-server.js'
import { headOf, rawSocket, statusesOf } from './harness/raw-socket.js'

let server: HostileServer
let bearer: string
let contents: string
let descriptors: number

beforeAll(async () => {
  server = await startHostileServer(['ada'], { REQUEST_TIMEOUT: '2' })
  bearer = `Bearer ${await server.tokenOf('ada')}`
  const metadata = { note: 'x'.repeat(2_000) }
  const names = Array.from({ length: 40 }, (_, index) => `Category ${index}`)
  for (const name of names) await server.ask('ada', 'POST', '/api/budgets/create/', { name, metadata })
  contents = await server.contentsOf('ada')
  descriptors = (await server.figures()).descriptors
})

/** Waits until nothing is kept for anybody. */
async function left(): Promise<void> {
  const isLeft = async () => {
    const figures = await server.figures()
    expect(figures).toMatchObject({ streams: 0, inFlight: 0 })
    // Some are kept alive for the honest requests.
    expect(figures.descriptors).toBeLessThan(descriptors + 10)
  }
  await vi.waitFor(isLeft, { timeout: 20_000 })
}

// Whatever came before: the server answers, nothing was changed, and nothing is kept for those who left.
afterEach(async () => {
  expect(await server.contentsOf('ada')).toBe(contents)
  await left()
  const { statuses } = await server.figures()
  expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([])
  expect(server.complaints()).toBe('')
})

afterAll(async () => {
  expect(await server.stop()).toBe(0)
})

const body = JSON.stringify({ name: 'Half' })
const json = () => ({ Authorization: bearer, 'Content-Type': 'application/json' })
const create = () =>
  headOf('POST /api/budgets/create/', { ...json(), 'Content-Length': String(body.length) }) + body
const chunked = () =>
  headOf('POST /api/budgets/create/', { ...json(), 'Transfer-Encoding': 'chunked' }) +
  `5\r\n${body.slice(0, 5)}\r\n${(body.length - 5).toString(16)}\r\n${body.slice(5)}\r\n0\r\n\r\n`

describe('clients that go away', () => {
  it('change nothing, after whichever byte of a request, and whether they say so or not', async () => {
    for (const request of [create(), chunked()]) {
      const lengths = Array.from({ length: request.length - 1 }, (_, index) => index + 1)
      const heard = await Promise.all(
        lengths.map(async (length) => {
          const { socket, over } = await rawSocket(server.port)
          socket.write(request.slice(0, length), () =>
            length % 2 === 0 ? socket.end() : socket.resetAndDestroy(),
          )
          return over()
        }),
      )
      expect(heard.flatMap(statusesOf).filter((status) => status !== 400)).toEqual([])
    }
  })

  it('in the middle of an answer', async () => {
    const request = headOf('GET /api/budgets/', { Authorization: bearer })
    for (let count = 0; count < 50; count++) {
      const { socket, until } = await rawSocket(server.port)
      // More answers than the connection holds, so that the server waits for the client to take them.
      socket.write(request.repeat(10))
      await until((heard) => heard.length > count * 2_000)
      socket.resetAndDestroy()
    }
  })

  it('in the middle of the download of a file, and of an event stream', async () => {
    for (const path of ['/api/expenses/export.csv', '/api/book/export/', '/api/events']) {
      const clients = Array.from({ length: 50 }, async () => {
        const { socket, until } = await rawSocket(server.port)
        socket.write(headOf(`GET ${path}`, { Authorization: bearer }))
        await until((heard) => heard.includes('HTTP/1.1 200'))
        socket.resetAndDestroy()
      })
      await Promise.all(clients)
    }
  })
})

describe('clients that take too long', () => {
  it('to send their request are let go, wherever they stop', async () => {
    const request = create()
    const head = request.length - body.length
    const stops = [0, 1, 20, head - 3, head - 1, head, head + 1, request.length - 1]
    const heard = await Promise.all(
      stops.map(async (length) => {
        const { socket, over } = await rawSocket(server.port)
        socket.write(request.slice(0, length))
        return statusesOf(await over())
      }),
    )
    expect(heard).toEqual(stops.map(() => [408]))
  })

  it('though they send a byte now and then, or headers without end', async () => {
    const dripping = async (first: string, drop: string) => {
      const { socket, over } = await rawSocket(server.port)
      socket.write(first)
      const drip = setInterval(() => socket.write(drop), 100)
      const heard = await over()
      clearInterval(drip)
      return statusesOf(heard)
    }
    const length = headOf('POST /api/budgets/create/', { ...json(), 'Content-Length': '60000' })
    const answers = await Promise.all([
      dripping(length, ' '),
      dripping(
        headOf('POST /api/budgets/create/', { ...json(), 'Transfer-Encoding': 'chunked' }),
        '1\r\n \r\n',
      ),
      dripping('GET /api/budgets/ HTTP/1.1\r\n', 'X-A: b\r\n'),
      // Of nobody, whose body is not even read.
      dripping(headOf('POST /api/budgets/create/', { 'Content-Length': '60000' }), ' '),
      dripping(headOf('POST /books', { 'Content-Length': '60000' }), ' '),
    ])
    // Who is refused without being read was told so already.
    expect(answers).toEqual([[408], [408], [408], [401], [401]])
  })
})
