// A request whose method nobody can give to a Request, although Node reads it.
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { readConfiguration } from '../../../../examples/server/configuration.js'
import { startServer } from '../../../../examples/server/start.js'
import { signToken } from '../../../../examples/server/tokens.js'
import { headOf, rawSocket } from '../../../http/hostile/harness/raw-socket.js'
import { temporaryFolder } from '../../../support/sql/databases.js'

it('TRACE is answered below a shared book as below /api for its owner, and with 404 for a stranger', async () => {
  const folder = await temporaryFolder()
  const configuration = readConfiguration({
    PORT: '0',
    DATABASE_FILE: join(folder.path, 'books.db'),
    TOKEN_SECRET: randomBytes(32).toString('hex'),
    USERS: 'ada,bob,carol',
  })
  const logged: unknown[] = []
  const answered = ({ method, status }: { method: string; status: number }) =>
    void logged.push([method, status])
  const server = await startServer(configuration, { answered, failed: () => undefined })
  onTestFinished(async () => {
    await server.stop()
    await folder.remove()
  })
  const bearerOf = async (user: string) => `Bearer ${await signToken(user, configuration.tokenSecret)}`
  const send = async (method: string, path: string, user: string, body?: object) => {
    const headers = { Authorization: await bearerOf(user), 'Content-Type': 'application/json' }
    return fetch(`${server.url}${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
  }
  const made = (await (await send('POST', '/books', 'ada', { name: 'Trip' })).json()) as {
    data: { id: string }
  }
  const shared = `/books/${made.data.id}`
  await send('PUT', `${shared}/members/carol`, 'ada', { role: 'viewer' })
  await send('POST', `${shared}/accept`, 'carol')
  const trace = async (path: string, user: string) => {
    const { socket, over, statuses } = await rawSocket(Number(new URL(server.url).port))
    socket.write(headOf(`TRACE ${path}`, { Authorization: await bearerOf(user), Connection: 'close' }))
    const heard = await over()
    return {
      status: statuses()[0],
      body: /\{[^]*\}/.exec(heard)?.[0].replace(/"request_id":"[^"]*"/, ''),
      heard,
    }
  }
  const own = await trace('/api/months/', 'ada')
  const ofBook = await trace(`${shared}/api/months/`, 'ada')
  expect([ofBook.status, ofBook.body]).toEqual([405, own.body])
  expect(ofBook.heard).toMatch(/\r\nallow: GET, HEAD, OPTIONS\r\n/i)
  expect(logged.at(-1)).toEqual(['TRACE', 405])
  expect((await trace(`${shared}/api/months/`, 'bob')).status).toBe(404)
  // As every other method that is not known to read.
  expect((await trace(`${shared}/api/months/`, 'carol')).status).toBe(403)
})
