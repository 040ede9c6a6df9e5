import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { makeApp } from './app.js'
import { keepBooks } from './books.js'
import type { Configuration } from './configuration.js'
import { openDatabase } from './database/database.js'
import { deletionDelay, finishDeletions, keepFinishing } from './database/deletions.js'
import { refuseUnread } from './errors.js'
import type { Log } from './observability/log.js'
import { oneAtATime } from './protection/one-at-a-time.js'

/** A server that takes requests. */
export interface RunningServer {
  readonly url: string
  readonly kind: string
  /**
   * Refuses new connections, ends event streams, waits for open requests, and closes the database. After
   * `stopTimeout` seconds, it closes the connections of requests that are still open.
   */
  readonly stop: () => Promise<void>
}

/** Opens the database, and then takes requests. */
export async function startServer(configuration: Configuration, log: Log): Promise<RunningServer> {
  const database = await openDatabase(configuration, (error) => log.failed(error))
  const { db, storage } = database
  // The longest time that a client may take to send a request, and another minute to answer it.
  const books = keepBooks(storage, 1_000, configuration.requestTimeout * 1_000 + 60_000)
  let isOpen = true
  const app = makeApp({ configuration, db, storage, books, isOpen: () => isOpen, log })
  const answer = oneAtATime(getRequestListener(app.fetch, { errorHandler: refuseUnread }))
  const server = createServer(limitsOf(configuration), answer)
  // Otherwise Node would answer it, in a form of its own.
  server.on('checkExpectation', answer)
  // Also ends the connection of a client that reads nothing of its answer. A connection with some traffic, such as an
  // event stream, stays.
  server.setTimeout(configuration.idleTimeout * 1_000)
  const connections = keepConnections(server)
  try {
    server.listen(configuration.port, configuration.host)
    await once(server, 'listening')
  } catch (error) {
    // The port cannot be used. Close the database, which would keep the process alive.
    await database.close()
    throw error
  }
  const delay = deletionDelay(configuration.requestTimeout)
  const finishing = { db, storage, delay, failed: log.failed }
  const deletions = keepFinishing(async (isStopped) => finishDeletions(finishing, isStopped), log.failed)
  const { port } = server.address() as AddressInfo
  const stop = async (): Promise<void> => {
    isOpen = false
    const closed = once(server, 'close')
    server.close()
    // They would stay open for ever. Their clients come back, to another process.
    await app.endStreams()
    // Closes connections that stay open for more requests, and those that browsers open ahead: Node waits for these.
    const sweep = setInterval(() => {
      server.closeIdleConnections()
      for (const connection of connections) if (connection.bytesRead === 0) connection.destroy()
    }, 50)
    const giveUp = setTimeout(() => server.closeAllConnections(), configuration.stopTimeout * 1_000)
    await closed
    clearInterval(sweep)
    clearTimeout(giveUp)
    await deletions.stop()
    await books.close()
    await database.close()
  }
  const host = configuration.host.includes(':') ? `[${configuration.host}]` : configuration.host
  return { url: `http://${host}:${port}`, kind: database.kind, stop }
}

/** The time limits of a client. They do not end an event stream, because its request is complete. */
function limitsOf({ requestTimeout }: Configuration) {
  return {
    headersTimeout: Math.min(10_000, requestTimeout * 1_000),
    requestTimeout: requestTimeout * 1_000,
    // How often Node looks at the two above.
    connectionsCheckingInterval: 500,
    maxHeaderSize: 16_384,
  }
}

/** The connections that are open. */
function keepConnections(server: Server): ReadonlySet<Socket> {
  const connections = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    connections.add(socket)
    socket.once('close', () => connections.delete(socket))
  })
  return connections
}
