import { randomUUID } from 'node:crypto'
import { signToken } from '../../../examples/server/tokens.js'
import { startBundledServer, type ServerProcess } from '../../../scripts/http/server-process.js'
import { monthNumber } from '../../postgres/harness/household.js'

/** Servers that share a database, each in a process of its own, and one user of them all. */
export interface RacedServers {
  /** Sends a request to the server whose turn it is, and gives status and body. */
  readonly send: (client: number, method: string, path: string, body?: object, key?: string) => Promise<Sent>
  readonly stop: () => Promise<void>
}

interface Sent {
  readonly status: number
  readonly code: string | undefined
  readonly id: string | undefined
  readonly count: number | undefined
}

/** Starts them. */
export async function startServers(
  count: number,
  env: Readonly<Record<string, string>>,
): Promise<RacedServers> {
  const secret = randomUUID().repeat(2)
  const shared = { TOKEN_SECRET: secret, USERS: 'ada', RATE_LIMIT: '999999999', ...env }
  // One after the other: the first makes the tables.
  const servers: ServerProcess[] = []
  for (let index = 0; index < count; index++) servers.push(await startBundledServer(shared))
  const authorization = `Bearer ${await signToken('ada', new TextEncoder().encode(secret))}`
  return {
    send: async (client, method, path, body, key) => {
      const response = await fetch(`${servers[client % count]?.url}${path}`, {
        method,
        headers: {
          Authorization: authorization,
          'Content-Type': 'application/json',
          ...(key === undefined ? {} : { 'Idempotency-Key': key }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const {
        code,
        data,
        count: counted,
      } = (await response.json()) as {
        code?: string
        data?: { id?: string }
        count?: number
      }
      return { status: response.status, code, id: data?.id, count: counted }
    },
    stop: async () => {
      const endings = await Promise.all(servers.map(async (server) => server.stop()))
      if (endings.some(({ code }) => code !== 0)) throw new Error('A server did not end in order')
    },
  }
}

/** Makes a category for each client, under a limit of 100.00. */
async function fill({ send }: RacedServers, clients: number): Promise<string[]> {
  await send(0, 'PUT', '/api/usersettings/update/', { currency: 'USD', monthly_budget_limit: '100.00' })
  const ids: string[] = []
  for (let client = 0; client < clients; client++) {
    ids.push((await send(0, 'POST', '/api/budgets/create/', { name: `Category ${client}` })).id ?? '')
  }
  return ids
}

/** All clients budget 60.00 in the same month at once, round after round; gives what each round came to. */
export async function raceForLimit(
  servers: RacedServers,
  clients: number,
  rounds: number,
): Promise<string[]> {
  const categories = await fill(servers, clients)
  const outcomes: string[] = []
  for (let round = 0; round < rounds; round++) {
    const answers = await Promise.all(
      categories.map(async (category, client) => {
        const body = { category, month: monthNumber(round), amount: '60.00' }
        return surely(async () => servers.send(client, 'POST', '/api/budgets/budgets/create/', body))
      }),
    )
    outcomes.push(tally(answers))
  }
  return outcomes
}

/** All clients send the same request under the same key at once, round after round. */
export async function raceForKey(servers: RacedServers, clients: number, rounds: number): Promise<string[]> {
  const outcomes: string[] = []
  for (let round = 0; round < rounds; round++) {
    const body = { name: `Of round ${round}` }
    const answers = await Promise.all(
      Array.from({ length: clients }, async (_, client) =>
        surely(async () => servers.send(client, 'POST', '/api/budgets/create/', body, `key ${round}`)),
      ),
    )
    outcomes.push(`${tally(answers)}, ${new Set(answers.map(({ id }) => id)).size} made`)
  }
  return outcomes
}

// A conflict that the retries did not resolve says to ask again; nothing was done.
async function surely(send: () => Promise<Sent>): Promise<Sent> {
  for (;;) {
    const answer = await send()
    if (answer.status !== 409) return answer
  }
}

function tally(answers: readonly Sent[]): string {
  const counts = new Map<string, number>()
  for (const { status, code } of answers) {
    const outcome = code ?? String(status)
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  }
  return Array.from(counts, ([outcome, count]) => `${count} ${outcome}`)
    .sort()
    .join(', ')
}
