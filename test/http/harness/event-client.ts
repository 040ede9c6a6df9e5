import { EventSource, type FetchLike } from 'eventsource'
import type { BudgetApi } from 'budgetbook/http'

/** An event as a client hears it. */
export interface Heard {
  readonly event: string
  readonly id: string
  readonly data: unknown
}

/** A client with the real `EventSource`. */
export interface EventClient {
  /** All that it heard, in order. */
  readonly heard: readonly Heard[]
  /** The data of the changes. */
  readonly changes: () => unknown[]
  /** The position to come back with. */
  readonly position: () => string | undefined
  /** Waits until what was heard is enough. */
  readonly until: (isEnough: (heard: readonly Heard[]) => boolean) => Promise<void>
  /** The status that it failed with. */
  readonly failure: () => Promise<number | undefined>
  readonly close: () => void
}

/** Who listens, and from where. */
interface Listening {
  readonly user?: string
  readonly position?: string | undefined
}

/** Sends requests to an API without a server. */
export function fetchOf(api: Pick<BudgetApi, 'fetch'>): FetchLike {
  return async (url, init) => api.fetch(new Request(url, init))
}

/** A client of a server, or of an API by {@link fetchOf}. */
export function eventClient(
  fetch: FetchLike,
  { user = 'ada', position }: Listening = {},
  origin = 'http://localhost',
): EventClient {
  const heard: Heard[] = []
  const waiting = new Set<() => void>()
  let last = position
  const source = new EventSource(`${origin}/api/events/`, {
    fetch: async (url, init) => {
      const own = {
        Authorization: `Bearer ${user}`,
        ...(last === undefined ? {} : { 'Last-Event-ID': last }),
      }
      return fetch(url, { ...init, headers: { ...own, ...init.headers } })
    },
  })
  for (const name of ['ready', 'change', 'message']) {
    source.addEventListener(name, ({ type, lastEventId, data }: MessageEvent<string>) => {
      heard.push({ event: type, id: lastEventId, data: JSON.parse(data) as unknown })
      last = lastEventId
      for (const check of waiting) check()
    })
  }
  const failed = new Promise<number | undefined>((resolve) => {
    source.addEventListener('error', ({ code }) => {
      if (source.readyState === source.CLOSED) resolve(code)
    })
  })
  return {
    heard,
    changes: () => heard.filter(({ event }) => event === 'change').map(({ data }) => data),
    position: () => last,
    until: async (isEnough) =>
      new Promise((resolve) => {
        const check = () => {
          if (!isEnough(heard)) return
          waiting.delete(check)
          resolve()
        }
        waiting.add(check)
        check()
      }),
    failure: async () => failed,
    close: () => source.close(),
  }
}

/** Whether the client was greeted. */
export function isReady(heard: readonly Heard[]): boolean {
  return heard.some(({ event }) => event === 'ready')
}

/** A client that reads the bytes of a stream itself, when it wants to. */
export async function rawClient(
  { api }: { readonly api: Pick<BudgetApi, 'fetch'> },
  { user = 'ada', position, signal }: Listening & { readonly signal?: AbortSignal } = {},
) {
  const headers = {
    Authorization: `Bearer ${user}`,
    ...(position === undefined ? {} : { 'Last-Event-ID': position }),
  }
  const request = new Request('http://localhost/api/events/', { headers, ...(signal && { signal }) })
  const response = await api.fetch(request)
  const reader = response.body?.getReader()
  if (!reader) throw new Error('The answer has no body')
  const decoder = new TextDecoder()
  const read = async (): Promise<string | null> => {
    const { done, value } = await reader.read()
    return done ? null : decoder.decode(value)
  }
  return { request, response, read, cancel: async () => reader.cancel() }
}
