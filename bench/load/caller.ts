import { randomUUID } from 'node:crypto'
import type { FetchLike } from 'eventsource'
import type { Cluster } from '../../scripts/http/cluster.js'
import type { Latencies } from './latencies.js'

/** What a request is for. */
export type Kind =
  | 'settings'
  | 'categories'
  | 'budgets'
  | 'months'
  | 'report'
  | 'report after an event'
  | 'expenses'
  | 'record'
  | 'one budget'
  | 'change budget'

interface Asked {
  readonly body?: object
  readonly key?: string
  readonly match?: string | null
  readonly noneMatch?: string | null
}

interface Answer<Body> {
  /** `null` after 304. */
  readonly body: Body | null
  readonly etag: string | null
}

/** Sends a request of one user to one of the processes, and notes how long the answer took. */
export interface Caller {
  <Body = unknown>(kind: Kind, method: string, path: string, asked?: Asked): Promise<Answer<Body>>
  /** For an event stream. */
  readonly stream: FetchLike
}

// A connection that is kept open may be closed by the server just when it is used again. As every change has a key, any
// request may be sent again.
async function fetchAgain(latencies: Latencies, url: () => string, init: RequestInit): Promise<Response> {
  for (let tries = 1; ; tries++) {
    try {
      return await fetch(url(), init)
    } catch (error) {
      if (tries === 3) throw error
      latencies.repeated++
    }
  }
}

/** A caller for a user. A load balancer would choose the process: here, each user has one, and each request another. */
export async function callerOf(cluster: Cluster, user: string, latencies: Latencies): Promise<Caller> {
  const authorization = `Bearer ${await cluster.tokenOf(user)}`
  const urlOf = () => {
    const processes = cluster.processes()
    return processes[Math.floor(Math.random() * processes.length)]?.url ?? ''
  }
  const call = async <Body>(
    kind: Kind,
    method: string,
    path: string,
    asked: Asked = {},
  ): Promise<Answer<Body>> => {
    const { body, key = randomUUID(), match, noneMatch } = asked
    const start = performance.now()
    const response = await fetchAgain(latencies, () => `${urlOf()}${path}`, {
      method,
      headers: {
        Authorization: authorization,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json', 'Idempotency-Key': key }),
        ...(match ? { 'If-Match': match } : {}),
        ...(noneMatch ? { 'If-None-Match': noneMatch } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    latencies.add(kind, response.status, performance.now() - start)
    const isRead = response.ok && text !== ''
    return { body: isRead ? (JSON.parse(text) as Body) : null, etag: response.headers.get('ETag') }
  }
  const stream: FetchLike = async (_, init) =>
    fetch(`${urlOf()}/api/events`, {
      ...(init as RequestInit),
      headers: { ...(init.headers as Record<string, string>), Authorization: authorization },
    })
  return Object.assign(call, { stream })
}
