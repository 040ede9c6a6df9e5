import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { isGone, type AccessEntry } from './log.js'

/** The figures of this process. No label names a user or a book. */
export interface Metrics {
  readonly answered: (
    entry: Pick<AccessEntry, 'method' | 'route' | 'status' | 'code' | 'milliseconds'>,
  ) => void
  readonly inFlight: Gauge
  readonly openStreams: Gauge
  /** All of them, as Prometheus reads them. */
  readonly text: () => Promise<string>
  readonly contentType: string
}

/** The route of event streams. They end when they are told to, so their durations say nothing. */
export const streamRoute = '/api/events'

/** Makes them, in a registry of their own: a process may run two servers, in tests for example. */
export function makeMetrics(openBooks: () => number): Metrics {
  const register = new Registry()
  const registers = [register]
  collectDefaultMetrics({ register })
  const labelNames = ['method', 'route', 'status'] as const
  const requests = new Counter({
    name: 'http_requests_total',
    help: 'Answers, by the pattern of the route',
    labelNames,
    registers,
  })
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Durations of answers, without those of event streams',
    labelNames,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers })
  // The registry asks it at each scrape.
  new Gauge({
    name: 'open_books',
    help: 'Books that this process keeps open',
    registers,
    collect() {
      this.set(openBooks())
    },
  })
  return {
    answered: ({ method, route, status, code, milliseconds }) => {
      const labels = {
        method: labelOf(method),
        route: route ?? 'none',
        status: isGone({ status, code }) ? 499 : status,
      }
      requests.inc(labels)
      if (route !== streamRoute) durations.observe(labels, milliseconds / 1_000)
    },
    inFlight: gauge('http_requests_in_flight', 'Requests that are not answered yet'),
    openStreams: gauge('open_event_streams', 'Event streams that are open'),
    text: async () => register.metrics(),
    contentType: register.contentType,
  }
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'])

// A client may send any method, and each would be a series of its own.
function labelOf(method: string): string {
  return methods.has(method) ? method : 'other'
}
