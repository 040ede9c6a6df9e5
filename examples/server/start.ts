import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { makeApp, type Parts } from './app.js'
import { keepBooks } from './books.js'
import type { Configuration } from './configuration.js'
import { openStorage } from './storage.js'

/** A server that takes requests. */
export interface RunningServer {
  readonly url: string
  readonly kind: string
  /** Refuses new connections, waits for open requests, and closes the storage. */
  readonly stop: () => Promise<void>
}

// Longer than any request of this API takes.
const patience = 10_000

/** Opens the storage, and then takes requests. */
export async function startServer(configuration: Configuration, log: Parts['log']): Promise<RunningServer> {
  const storage = await openStorage(configuration)
  const books = keepBooks(storage.adapter)
  let isOpen = true
  const app = makeApp({ configuration, storage: storage.adapter, books, isOpen: () => isOpen, log })
  const answer = getRequestListener(app.fetch)
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing))
  server.listen(configuration.port, configuration.host)
  try {
    await once(server, 'listening')
  } catch (error) {
    // The port cannot be used. Close the storage, which would keep the process alive.
    await storage.close()
    throw error
  }
  const { port } = server.address() as AddressInfo
  const stop = async (): Promise<void> => {
    isOpen = false
    const closed = once(server, 'close')
    server.close()
    // Closes connections that stay open for more requests.
    const sweep = setInterval(() => server.closeIdleConnections(), 50)
    const giveUp = setTimeout(() => server.closeAllConnections(), patience)
    await closed
    clearInterval(sweep)
    clearTimeout(giveUp)
    await books.close()
    await storage.close()
  }
  const host = configuration.host.includes(':') ? `[${configuration.host}]` : configuration.host
  return { url: `http://${host}:${port}`, kind: storage.kind, stop }
}
