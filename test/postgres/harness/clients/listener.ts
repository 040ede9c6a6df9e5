import { EventSource } from 'eventsource'
import { untilAnswered, type Send } from './clients.js'

/** A client that reads only when an event tells it to. */
export interface Listener {
  /** How many expenses its last report has. */
  readonly expenses: () => number
  /** How often its stream began. */
  readonly beginnings: () => number
  /** How many of its reads were answered with 304. */
  readonly unchanged: () => number
  readonly stop: () => Promise<void>
}

/** Starts a listener. Its stream is resumed by `Last-Event-ID`, with whichever process. */
export function startListener(send: Send): Listener {
  let [expenses, beginnings, unchanged] = [0, 0, 0]
  let etag: string | null = null
  let isDue = false
  let isReading: Promise<void> | null = null
  const readOnce = async (): Promise<void> => {
    const headers: Record<string, string> = etag === null ? {} : { 'If-None-Match': etag }
    const response = await untilAnswered(send, '/api/budgets/budgets/utilization/?month=2026-02', { headers })
    if (response.status === 304) {
      unchanged++
      return
    }
    const report = (await response.json().catch(() => null)) as Report | null
    // The process was killed in the middle of its answer.
    if (report === null) return readOnce()
    etag = response.headers.get('ETag')
    expenses = [...report.data, ...report.unbudgeted].reduce((sum, line) => sum + line.expense_count, 0)
  }
  const readAll = async (): Promise<void> => {
    while (isDue) {
      isDue = false
      await readOnce()
    }
    isReading = null
  }
  // What came while it reads may not be in the report.
  const read = (): void => {
    isDue = true
    isReading ??= readAll()
  }
  let source: EventSource
  const listen = (): void => {
    source = new EventSource('http://cluster/api/events', {
      fetch: async (_, init) => send('/api/events', init),
    })
    source.addEventListener('ready', () => {
      beginnings++
      read()
    })
    source.addEventListener('change', read)
    // It gives up for good after an answer that is no stream, such as 503.
    source.addEventListener('error', () => {
      if (source.readyState === source.CLOSED && !isOver) listen()
    })
  }
  let isOver = false
  listen()
  return {
    expenses: () => expenses,
    beginnings: () => beginnings,
    unchanged: () => unchanged,
    stop: async () => {
      isOver = true
      source.close()
      await isReading
    },
  }
}

interface Report {
  readonly data: readonly { readonly expense_count: number }[]
  readonly unbudgeted: readonly { readonly expense_count: number }[]
}
