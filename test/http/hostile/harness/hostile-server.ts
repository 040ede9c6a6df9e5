import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { signToken } from '../../../../examples/server/tokens.js'
import { bundleServerAnew } from '../../../../scripts/http/bundled-server.js'
import { startServerProcess } from '../../../../scripts/http/server-process.js'
import { figuresFrom, type Figures } from './figures.js'

/** What the server said. */
interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** The example server in a process of its own, on a file of SQLite, and what is seen of it from outside. */
export interface HostileServer {
  readonly url: string
  readonly port: number
  readonly tokenOf: (user: string) => Promise<string>
  /** Gives a user who signed out a new token. */
  readonly signInAgain: (user: string) => Promise<void>
  /** Asks as a user. */
  readonly ask: (user: string, method: string, path: string, body?: unknown) => Promise<Answer>
  /** Everything in a user's book, as a document. */
  readonly contentsOf: (user: string) => Promise<string>
  /** The figures of its process, after its garbage was collected. */
  readonly figures: () => Promise<Figures>
  /** The warnings and errors that its process printed. */
  readonly complaints: () => string
  /** Stops it; gives its exit code. */
  readonly stop: () => Promise<number | null>
}

const pathOf = (place: string) => fileURLToPath(new URL(place, import.meta.url))

/** Bundles the server as its image does, and starts it for these users. */
export async function startHostileServer(
  users: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<HostileServer> {
  const folder = await bundleServerAnew()
  const [secret, metricsToken] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')]
  const complaintsFile = join(folder, 'complaints.txt')
  const server = await startServerProcess(
    {
      DATABASE_FILE: join(folder, 'books.db'),
      COMPLAINTS: complaintsFile,
      TOKEN_SECRET: secret,
      METRICS_TOKEN: metricsToken,
      USERS: users.join(','),
      RATE_LIMIT: '999999999',
      STREAMS_PER_USER: '999999999',
      NODE_ENV: 'production',
      ...env,
    },
    ['--expose-gc', '--import', pathOf('watch-process.mjs'), join(folder, 'main.mjs')],
  )
  const tokens = new Map<string, string>()
  const tokenOf = async (user: string): Promise<string> => {
    const token = tokens.get(user) ?? (await signToken(user, new TextEncoder().encode(secret)))
    tokens.set(user, token)
    return token
  }
  const signInAgain = async (user: string): Promise<void> => {
    // A token of the millisecond in which the user signed out would not be valid.
    await setTimeout(2)
    tokens.delete(user)
    await tokenOf(user)
  }
  const ask: HostileServer['ask'] = async (user, method, path, body) => {
    const response = await fetch(`${server.url}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${await tokenOf(user)}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  return {
    url: server.url,
    port: Number(new URL(server.url).port),
    tokenOf,
    signInAgain,
    ask,
    contentsOf: async (user) => (await ask(user, 'GET', '/api/book/export/')).text,
    figures: async () => {
      const headers = { Authorization: `Bearer ${metricsToken}` }
      return figuresFrom(await (await fetch(`${server.url}/metrics`, { headers })).text())
    },
    complaints: () => (existsSync(complaintsFile) ? readFileSync(complaintsFile, 'utf8') : ''),
    stop: async () => {
      const { code } = await server.stop()
      await rm(folder, { recursive: true })
      return code
    },
  }
}
