// Clients that send requests before they have the answers to those before.
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { oneAtATime } from '../../../examples/server/protection/one-at-a-time.js'

const pathOf = (index: number) => `/${index}`
const requests = (count: number, last = '') =>
  Array.from({ length: count }, (_, index) => {
    const header = index === count - 1 ? last : ''
    return `GET ${pathOf(index)} HTTP/1.1\r\nHost: x\r\n${header}\r\n`
  }).join('')

/** A server that answers one at a time, and a client of it that says a text. */
async function ask(answer: (path: string, outgoing: ServerResponse) => void, said: string) {
  let parsed = 0
  const asked: string[] = []
  const listener = oneAtATime(async ({ url = '' }, outgoing) => {
    asked.push(url)
    answer(url, outgoing)
  })
  const server = createServer((incoming, outgoing) => {
    parsed++
    listener(incoming, outgoing)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  // The server may end the connection while the client sends.
  socket.on('error', () => undefined)
  const closed = new Promise<void>((resolve) => void socket.once('close', () => resolve()))
  await once(socket, 'connect')
  socket.write(said)
  return { socket, closed, asked, parsed: () => parsed }
}

it('get their answers in the order of their requests', async () => {
  const { socket, asked } = await ask(
    (path, outgoing) => void setImmediate(() => outgoing.end(`Answer ${path};`)),
    requests(10, 'Connection: close\r\n'),
  )
  const heard = await text(socket)
  const paths = Array.from({ length: 10 }, (_, index) => pathOf(index))
  expect(asked).toEqual(paths)
  expect([...heard.matchAll(/Answer (\S+);/g)].map(([, path]) => path)).toEqual(paths)
})

it('may send 16 more while one is answered', async () => {
  let finish = (): void => undefined
  const { socket, parsed } = await ask(
    (_, outgoing) => {
      if (outgoing.req.url === '/0') finish = () => void outgoing.end()
      else outgoing.end()
    },
    requests(17, 'Connection: close\r\n'),
  )
  await expect.poll(parsed).toBe(17)
  finish()
  expect([...(await text(socket)).matchAll(/HTTP\/1\.1 200/g)]).toHaveLength(17)
})

it('lose their connection where more wait, and hold nothing', async () => {
  const held = new Set<ServerResponse>()
  const { closed, asked, parsed } = await ask((_, outgoing) => {
    // As an event stream: it begins, and does not end.
    held.add(outgoing)
    outgoing.once('close', () => held.delete(outgoing))
    outgoing.write('event')
  }, requests(100_000))
  await closed
  await expect.poll(() => held.size).toBe(0)
  expect(asked).toEqual(['/0'])
  // What came in one piece with the last that it took, and not all that the client has.
  expect(parsed()).toBeLessThan(10_000)
})
