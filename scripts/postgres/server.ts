import { rm } from 'node:fs/promises'
import { writeSettings } from './configuration.js'
import { freePort } from './free-port.js'
import { guardFolder } from './guard.js'
import { makePlace, type Place } from './place.js'
import { Postmaster } from './postmaster.js'
import { withClient } from './questions.js'

/** What `new pg.Pool()` takes. */
export interface PostgresConnection {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: string
}

/**
 * A temporary PostgreSQL in its own folder, on a free port of 127.0.0.1. If the process is root, it runs as the user
 * postgres. It is removed when the process ends, in whatever way.
 */
export interface PostgresServer {
  /** The port, which stays the same over crashes and restarts. */
  readonly port: number
  /** Its data directory. */
  readonly dataDirectory: string
  /** The connection to the database postgres, as a superuser. */
  readonly connection: PostgresConnection
  /** Makes an empty database, and returns its connection. */
  createDatabase(name: string): Promise<PostgresConnection>
  /**
   * Stops it and removes its folder. A second call does nothing. Connected clients lose their connection, and a pool
   * without a listener for errors then ends the process.
   */
  stop(): Promise<void>
  /**
   * Ends it as a loss of power would, and does not start it again: SIGKILL for each process that has data or a
   * client.
   */
  crash(): Promise<void>
  /** Starts it again after a crash, on the same port and folder. If it runs, stops it first. */
  restart(): Promise<void>
}

/**
 * Starts a server. It syncs to disk as usual, unless the settings (those of postgresql.conf) change that.
 *
 * @example
 * ```ts
 * const server = await startPostgres({ max_connections: '20' })
 * const pool = new Pool(await server.createDatabase('books'))
 * // …
 * await pool.end()
 * await server.stop()
 * ```
 */
export async function startPostgres(
  settings: Readonly<Record<string, string>> = {},
): Promise<PostgresServer> {
  const place = makePlace()
  const guard = guardFolder(place.folder)
  const postmaster = new Postmaster(place, guard)
  const remove = async () => {
    await postmaster.stop()
    await rm(place.folder, { recursive: true, force: true, maxRetries: 10 })
    guard.release()
  }
  try {
    await postmaster.initialize()
    writeSettings(place, settings)
    const port = await postmaster.start(freePort)
    return serverOf({ place, postmaster, port, remove })
  } catch (error) {
    await remove()
    throw error
  }
}

interface Parts {
  readonly place: Place
  readonly postmaster: Postmaster
  readonly port: number
  readonly remove: () => Promise<void>
}

function serverOf({ place, postmaster, port, remove }: Parts): PostgresServer {
  const connection = { host: '127.0.0.1', port, user: 'postgres', database: 'postgres' }
  let removed: Promise<void> | undefined
  return {
    port,
    dataDirectory: place.dataDirectory,
    connection,
    createDatabase: async (name) => {
      await withClient(connection, async (client) =>
        client.query(`create database ${client.escapeIdentifier(name)}`),
      )
      return { ...connection, database: name }
    },
    stop: async () => (removed ??= remove()),
    crash: async () => postmaster.crash(),
    restart: async () => {
      if (removed !== undefined) throw new Error('This PostgreSQL was stopped, and its folder is gone')
      await postmaster.stop()
      await postmaster.start(async () => Promise.resolve(port))
    },
  }
}
