import type { BudgetBook } from '../../book/budget-book.js'
import { onAbort } from '../../lib/abort.js'
import { isStillCaller } from '../access.js'
import { Refusal } from '../errors/refusal.js'
import type { Host } from '../options.js'
import { EventFeed } from './event-feed.js'
import { EventStream } from './event-stream.js'

/** A client that wants to hear of a book. */
interface Asking {
  readonly bookId: string
  readonly book: BudgetBook
  readonly request: Request
  /** The position that the client heard last. */
  readonly position: string | undefined
}

/** All event streams of an API. */
export class EventStreams {
  readonly #host: Host
  readonly #feeds = new Map<BudgetBook, EventFeed>()
  readonly #streams = new Set<EventStream>()
  #isClosed = false

  constructor(host: Host) {
    this.#host = host
  }

  /** Opens a stream. */
  open({ bookId, book, request, position }: Asking): EventStream {
    if (this.#isClosed) throw new Refusal('storage_unavailable', 'The server stops; ask again')
    const { heartbeat, streamsPerBook } = this.#host.events
    const feed = this.#feedOf(book)
    if (feed.size >= streamsPerBook) throw tooMany(streamsPerBook, heartbeat)
    const mayGoOn = async () => {
      if (!(await isStillCaller(this.#host, request, { bookId, book }))) return false
      requireOpen(book)
      return true
    }
    const stream = new EventStream({ feed, position, heartbeat, mayGoOn })
    this.#streams.add(stream)
    const stopListening = onAbort(request.signal, () => stream.stop())
    void stream.end.then(() => {
      this.#streams.delete(stream)
      stopListening()
    })
    if (request.signal.aborted) stream.stop()
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

// A closed book tells nobody anything, not even that it is closed.
function requireOpen(book: BudgetBook): void {
  book.subscribe(() => undefined)()
}

function tooMany(maximum: number, heartbeat: number): Refusal {
  return new Refusal('too_many_streams', `At most ${maximum} clients can listen to a book at the same time`, {
    details: { maximum },
    // By then, the server may have noticed clients that went away silently.
    headers: { 'Retry-After': String(Math.ceil(heartbeat / 1_000)) },
  })
}
