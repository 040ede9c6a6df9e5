import type { BudgetBook } from '../../book/budget-book.js'
import { onAbort } from '../../lib/abort.js'
import { Refusal } from '../errors/refusal.js'
import type { Host } from '../options.js'
import { EventFeed } from './event-feed.js'
import { EventStream, type StreamParts } from './event-stream.js'

/** A client that wants to hear of a book. */
interface Asking extends Pick<StreamParts, 'position' | 'whyNot'> {
  readonly book: BudgetBook
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal
}

// How soon a client comes back, in milliseconds. Streams often end together, and their clients should not come back
// together.
const soonest = 1_000
const latest = 5_000

/** All event streams of an API. */
export class EventStreams {
  readonly #limits: Host['events']
  readonly #random: () => number
  readonly #feeds = new Map<BudgetBook, EventFeed>()
  readonly #streams = new Set<EventStream>()
  #isClosed = false

  /** @param random - Gives numbers from 0 to 1, without 1. */
  constructor(limits: Host['events'], random: () => number = Math.random) {
    this.#limits = limits
    this.#random = random
  }

  /** Opens a stream. */
  open({ book, signal, position, whyNot }: Asking): EventStream {
    if (this.#isClosed) throw stopping()
    const { heartbeat, streamsPerBook } = this.#limits
    const feed = this.#feedOf(book)
    if (feed.size >= streamsPerBook) throw tooMany(streamsPerBook, heartbeat)
    const retry = soonest + Math.floor(this.#random() * (latest - soonest + 1))
    const stream = new EventStream({ feed, position, heartbeat, retry, whyNot })
    this.#streams.add(stream)
    const stopListening = onAbort(signal, () => stream.stop())
    void stream.end.then(() => {
      this.#streams.delete(stream)
      stopListening()
    })
    if (signal.aborted) stream.stop()
    return stream
  }

  /** Ends all streams, and opens no more. */
  close(): void {
    this.#isClosed = true
    for (const stream of this.#streams) stream.stop()
    for (const feed of [...this.#feeds.values()]) feed.end()
  }

  #feedOf(book: BudgetBook): EventFeed {
    const known = this.#feeds.get(book)
    if (known) return known
    const feed = new EventFeed(book, () => this.#feeds.delete(book))
    this.#feeds.set(book, feed)
    return feed
  }
}

// The code of a storage that cannot be reached, because a client does the same: it comes back, to the next process.
function stopping(): Refusal {
  return new Refusal('storage_unavailable', 'The server stops; ask again', { title: 'Server stopping' })
}

function tooMany(maximum: number, heartbeat: number): Refusal {
  return new Refusal('too_many_streams', `At most ${maximum} clients can listen to a book at the same time`, {
    details: { maximum },
    // By then, the server may have noticed clients that went away silently.
    headers: { 'Retry-After': String(Math.ceil(heartbeat / 1_000)) },
  })
}
