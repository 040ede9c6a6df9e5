// How the example server ends.
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { readConfiguration } from '../../../examples/server/configuration.js'
import { startServer } from '../../../examples/server/start.js'
import { rawSocket } from '../../http/hostile/harness/raw-socket.js'
import { temporaryFolder } from '../../support/sql/databases.js'

it('does not wait for connections on which nothing has come', async () => {
  const folder = await temporaryFolder()
  onTestFinished(async () => folder.remove())
  const configuration = readConfiguration({
    PORT: '0',
    DATABASE_FILE: join(folder.path, 'books.db'),
    TOKEN_SECRET: randomBytes(32).toString('hex'),
    IDLE_TIMEOUT: '3600',
  })
  const server = await startServer(configuration, { answered: () => undefined, failed: () => undefined })
  const silent = await rawSocket(Number(new URL(server.url).port))
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  // The server would lose its patience, and close everything.
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  await server.stop()
  expect(await silent.over()).toBe('')
})
