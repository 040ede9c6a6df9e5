// Clients of the example server that take nothing of their answers.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { readConfiguration } from '../../../examples/server/configuration.js'
import { startServer } from '../../../examples/server/start.js'
import { signToken } from '../../../examples/server/tokens.js'
import { headOf, rawSocket } from '../../http/hostile/harness/raw-socket.js'
import { temporaryFolder } from '../../support/sql/databases.js'

// One that is answered, and as many as may wait.
const asked = 17

/** The end of the connection that a server of this process takes next. */
async function nextConnection(): Promise<{ readonly over: Promise<unknown> }> {
  const channel = 'net.server.socket'
  return new Promise((resolve) => {
    const taken = (message: unknown): void => {
      unsubscribe(channel, taken)
      resolve({ over: once((message as { readonly socket: Socket }).socket, 'close') })
    }
    subscribe(channel, taken)
  })
}

it('are let go after a while', async () => {
  const folder = await temporaryFolder()
  const configuration = readConfiguration({
    PORT: '0',
    DATABASE_FILE: join(folder.path, 'books.db'),
    TOKEN_SECRET: randomBytes(32).toString('hex'),
  })
  // Shorter than the environment may say, for the test not to take as long.
  const settings = { ...configuration, idleTimeout: 2 }
  const server = await startServer(settings, { answered: () => undefined, failed: () => undefined })
  onTestFinished(async () => {
    await server.stop()
    await folder.remove()
  })
  const bearer = { Authorization: `Bearer ${await signToken('ada', configuration.tokenSecret)}` }
  const metadata = { note: 'x'.repeat(4_000) }
  for (let index = 0; index < 150; index++) {
    const { status } = await fetch(`${server.url}/api/budgets/create/`, {
      method: 'POST',
      headers: { ...bearer, 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: `Category ${index}`, metadata }),
    })
    expect(status).toBe(201)
  }
  const atServer = nextConnection()
  const { socket, over, statuses } = await rawSocket(Number(new URL(server.url).port))
  socket.pause()
  socket.write(headOf('GET /api/budgets/', bearer).repeat(asked))
  // Who does not read hears of no end. So the socket of the server is asked.
  await (
    await atServer
  ).over
  // What was on its way comes, and then the end.
  socket.resume()
  await over()
  expect(statuses().length).toBeLessThan(asked)
})
