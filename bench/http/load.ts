import autocannon from 'autocannon'
import type { Target } from './targets.js'

/** What a server is asked. */
export type Kind = 'report' | 'expense'

/** What came of some load. */
export interface Load {
  /** Answers a second. */
  readonly throughput: number
  /** Milliseconds. */
  readonly p99: number
}

const connections = 16

/** Requests of one kind; an answer that is no success ends the benchmark. */
export async function load(target: Target, kind: Kind, seconds: number): Promise<Load> {
  return loaded(target, { duration: seconds, requests: [requestOf(target, kind)] })
}

/** So many requests, of which one in ten records an expense. */
export async function loadMixed(target: Target, amount: number): Promise<Load> {
  const reports = Array.from({ length: 9 }, () => requestOf(target, 'report'))
  return loaded(target, { amount, requests: [...reports, requestOf(target, 'expense')] })
}

async function loaded(target: Target, options: Partial<autocannon.Options>): Promise<Load> {
  const { errors, non2xx, requests, duration, latency } = await autocannon({
    url: target.url,
    connections,
    ...options,
  })
  if (errors + non2xx > 0)
    throw new Error(`${target.name}: ${errors} errors, ${non2xx} answers that are no success`)
  return { throughput: requests.total / duration, p99: latency.p99 }
}

function requestOf({ category }: Target, kind: Kind): autocannon.Request {
  if (kind === 'report') return { method: 'GET', path: '/api/budgets/budgets/utilization/?month=2026-02' }
  return {
    method: 'POST',
    path: '/api/expenses/create/',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ category, amount: '1.00', date: '2026-02-14', description: 'Lunch' }),
  }
}
