// How the example server ends.
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { readConfiguration } from '../../../examples/server/configuration.js'
import { startServer } from '../../../examples/server/start.js'
import { signToken } from '../../../examples/server/tokens.js'
import { headOf, rawSocket } from '../../http/hostile/harness/raw-socket.js'
import { temporaryFolder } from '../../support/sql/databases.js'

/** A server on a database of its own. */
async function startWith(env: Readonly<Record<string, string>>) {
  const folder = await temporaryFolder()
  onTestFinished(async () => folder.remove())
  const configuration = readConfiguration({
    PORT: '0',
    DATABASE_FILE: join(folder.path, 'books.db'),
    TOKEN_SECRET: randomBytes(32).toString('hex'),
    ...env,
  })
  const server = await startServer(configuration, { answered: () => undefined, failed: () => undefined })
  return { configuration, server }
}

it('does not wait for connections on which nothing has come', async () => {
  const { server } = await startWith({ IDLE_TIMEOUT: '3600' })
  const silent = await rawSocket(Number(new URL(server.url).port))
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  // The server would lose its patience, and close everything.
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  await server.stop()
  expect(await silent.over()).toBe('')
})

it('waits for an open request as long as STOP_TIMEOUT says, and then closes its connection', async () => {
  const { server, configuration } = await startWith({ STOP_TIMEOUT: '1' })
  const { socket, over, statuses } = await rawSocket(Number(new URL(server.url).port))
  const bearer = { Authorization: `Bearer ${await signToken('ada', configuration.tokenSecret)}` }
  // The rest of the body never comes.
  socket.write(`${headOf('POST /books', { ...bearer, 'Content-Length': '100' })}{`)
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  const start = performance.now()
  await server.stop()
  const seconds = (performance.now() - start) / 1_000
  expect(seconds).toBeGreaterThan(0.9)
  expect(seconds).toBeLessThan(5)
  await over()
  expect(statuses()).toEqual([])
})
