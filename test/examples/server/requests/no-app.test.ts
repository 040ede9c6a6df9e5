// Requests that no app could answer: their address is none, or they expect what nobody can do.
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { readConfiguration } from '../../../../examples/server/configuration.js'
import { startServer } from '../../../../examples/server/start.js'
import { headOf, rawSocket } from '../../../http/hostile/harness/raw-socket.js'
import { temporaryFolder } from '../../../support/sql/databases.js'

it.each([
  [
    'an invalid host',
    'GET /healthz HTTP/1.1\r\nHost: [::1\r\nConnection: close\r\n\r\n',
    400,
    'invalid_input',
  ],
  [
    'a host with a path',
    'GET /healthz HTTP/1.1\r\nHost: x/y\r\nConnection: close\r\n\r\n',
    400,
    'invalid_input',
  ],
  ['an asterisk', headOf('OPTIONS *', { Connection: 'close' }), 400, 'invalid_input'],
  ['an invalid target', headOf('GET http://[/', { Connection: 'close' }), 400, 'invalid_input'],
  [
    'an unknown expectation',
    headOf('GET /books', { Expect: 'x', Connection: 'close' }),
    417,
    'expectation_failed',
  ],
])('%s is refused in the form of every error, which no cache keeps', async (_, said, status, code) => {
  const folder = await temporaryFolder()
  const configuration = readConfiguration({
    PORT: '0',
    DATABASE_FILE: join(folder.path, 'books.db'),
    TOKEN_SECRET: randomBytes(32).toString('hex'),
  })
  const server = await startServer(configuration, { answered: () => undefined, failed: () => undefined })
  onTestFinished(async () => {
    await server.stop()
    await folder.remove()
  })
  const { socket, over, statuses } = await rawSocket(Number(new URL(server.url).port))
  socket.write(said)
  const heard = await over()
  expect(statuses()).toEqual([status])
  expect(heard.toLowerCase()).toContain('\r\ncache-control: no-store\r\n')
  const [, id] = /\r\nx-request-id: (\S+)\r\n/i.exec(heard) ?? []
  const { error, ...body } = JSON.parse(/\{[^]*\}/.exec(heard)?.[0] ?? '') as Record<string, unknown>
  expect(body).toEqual({ message: expect.any(String), code, details: {}, request_id: id })
  expect(error).toEqual(expect.any(String))
})
