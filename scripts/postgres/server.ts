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
 * A PostgreSQL of its own in a temporary folder, on a free port of 127.0.0.1, run as the user postgres where the
 * process is root. Nothing of it is left when the process ends, however it does.
 */
export interface PostgresServer {
  /** The port, which stays the same over crashes and restarts. */
  readonly port: number
  /** Its data directory. */
  readonly dataDirectory: string
  /** To the database postgres, as a superuser. */
  readonly connection: PostgresConnection
  /** Makes an empty database, and tells how to connect to it. */
  createDatabase(name: string): Promise<PostgresConnection>
  /**
   * Stops it and removes its folder; does nothing the second time. Clients that are connected lose their connection,
   * and a pool that has no listener for errors then ends the process.
   */
  stop(): Promise<void>
  /** Ends it as a power switch would, and leaves it so: SIGKILL for each process that has data or a client. */
  crash(): Promise<void>
  /** Starts it again, on the same port and folder, after a crash; where it runs, stops it first. */
  restart(): Promise<void>
}

/**
 * Starts a server. It syncs to disk as usual: to have it do less is a matter of settings, which are those of
 * postgresql.conf.
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
