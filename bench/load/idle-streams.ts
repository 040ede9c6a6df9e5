import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { EventSource } from 'eventsource'
import type { Cluster } from '../../scripts/http/cluster.js'
import { transactionsIn } from './books.js'
import type { Caller } from './caller.js'

/** What event streams take on which nothing happens: a heartbeat, a check of rights, and the watch of their books. */
export interface IdleStreams {
  readonly streams: number
  readonly seconds: number
  /** The share of a core that all server processes took together, in percent. */
  readonly percentOfCore: number
  readonly transactionsPerSecond: number
}

// Linux counts in hundredths.
function processorSeconds({ pid }: { readonly pid: number }): number {
  const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
  const [user, system] = fields.split(' ').slice(11, 13)
  return (Number(user) + Number(system)) / 100
}

/** Opens a stream of each caller, and measures for some seconds while nothing else happens. */
export async function measureIdleStreams(
  { databaseUrl, processes }: Cluster,
  callers: readonly Caller[],
  seconds: number,
): Promise<IdleStreams> {
  const sources = callers.map(({ stream }) => new EventSource('http://cluster/api/events', { fetch: stream }))
  await Promise.all(sources.map(opened))
  const taken = () => processes().reduce((sum, one) => sum + processorSeconds(one), 0)
  const start = performance.now()
  const before = { taken: taken(), transactions: await transactionsIn(databaseUrl) }
  await setTimeout(seconds * 1_000)
  const lasted = (performance.now() - start) / 1_000
  const percentOfCore = ((taken() - before.taken) / lasted) * 100
  const transactions = (await transactionsIn(databaseUrl)) - before.transactions
  for (const source of sources) source.close()
  return {
    streams: sources.length,
    seconds: Math.round(lasted),
    percentOfCore: Number(percentOfCore.toFixed(1)),
    transactionsPerSecond: Math.round(transactions / lasted),
  }
}

async function opened(source: EventSource): Promise<void> {
  await new Promise<void>((resolve) => source.addEventListener('open', () => resolve(), { once: true }))
}
