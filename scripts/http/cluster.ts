import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { startPostgres, type PostgresServer } from '../postgres/server.js'
import { signToken } from '../../examples/server/tokens.js'
import { bundleServerAnew } from './bundled-server.js'
import { startServerProcess, type ServerProcess } from './server-process.js'

/** Several processes of the example server on one PostgreSQL, as behind a load balancer. */
export interface Cluster {
  readonly postgres: PostgresServer
  /** The address of the database. */
  readonly databaseUrl: string
  /** The processes that take requests now, as far as is known: one that was killed may still be among them. */
  readonly processes: () => readonly ServerProcess[]
  readonly tokenOf: (user: string) => Promise<string>
  /** Kills the process at this place, with SIGKILL, and starts another in its place. */
  readonly replace: (index: number) => Promise<void>
  /** Stops everything, in order. */
  readonly stop: () => Promise<void>
}

const secret = 'the secret of a cluster that lives for a few minutes only'

/** Starts a PostgreSQL and `size` processes for these users. */
export async function startCluster(
  size: number,
  users: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<Cluster> {
  const folder = await bundleServerAnew()
  const postgres = await startPostgres(settings)
  const { host, port, user, database } = await postgres.createDatabase('cluster')
  const databaseUrl = `postgres://${user}@${host}:${port}/${database}`
  const env = {
    DATABASE_URL: databaseUrl,
    TOKEN_SECRET: secret,
    RATE_LIMIT: '999999999',
    NODE_ENV: 'production',
  }
  const program = ['--enable-source-maps', join(folder, 'main.mjs')]
  const start = async (added = '') => startServerProcess({ ...env, USERS: added }, program)
  // The first makes the tables and adds the users.
  const first = await start(users.join(','))
  const others = await Promise.all(Array.from({ length: size - 1 }, async () => start()))
  const processes = [first, ...others]
  return {
    postgres,
    databaseUrl,
    processes: () => processes,
    tokenOf: async (name) => signToken(name, new TextEncoder().encode(secret)),
    replace: async (index) => {
      await processes[index]?.kill()
      processes[index] = await start()
    },
    stop: async () => {
      await Promise.all(processes.map(async ({ stop }) => stop()))
      await postgres.stop()
      await rm(folder, { recursive: true })
    },
  }
}
