/** What a server says of itself to Prometheus. */
export interface Figures {
  /** Bytes of the heap that are in use. */
  readonly heap: number
  /** Bytes outside of the heap, of buffers for example. */
  readonly external: number
  /** The files and sockets that the process has open. */
  readonly descriptors: number
  readonly streams: number
  /** Requests that are not answered yet, but for the one that asks. */
  readonly inFlight: number
  /** How many answers it made of each status. */
  readonly statuses: ReadonlyMap<number, number>
}

/** Reads the text of `/metrics`. */
export function figuresFrom(text: string): Figures {
  const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
  const statuses = new Map<number, number>()
  for (const [, status, count] of text.matchAll(/^http_requests_total\{.*status="(\d+)".*\} (\d+)$/gm)) {
    statuses.set(Number(status), (statuses.get(Number(status)) ?? 0) + Number(count))
  }
  return {
    heap: figure('nodejs_heap_size_used_bytes'),
    external: figure('nodejs_external_memory_bytes'),
    descriptors: figure('process_open_fds'),
    streams: figure('open_event_streams'),
    inFlight: figure('http_requests_in_flight') - 1,
    statuses,
  }
}
