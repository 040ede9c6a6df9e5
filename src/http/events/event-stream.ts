import { BudgetBookError } from '../../errors/error.js'
import type { EventFeed } from './event-feed.js'
import { commentText, eventText } from './event-text.js'
import { withoutHold } from './timers.js'

/** What a stream needs. */
interface StreamParts {
  readonly feed: EventFeed
  /** The position that the client heard last. */
  readonly position: string | undefined
  /** Milliseconds. */
  readonly heartbeat: number
  /** Asks whether the client may go on listening. What it throws is the reason why not. */
  readonly mayGoOn: () => Promise<boolean>
}

// How soon a client comes back, in milliseconds.
const retry = 'retry: 1000\n'
// For how many heartbeats a client may read nothing.
const patience = 4
const encoder = new TextEncoder()

/**
 * The stream of one client. It keeps a place in the feed, and makes nothing before the client asks for it. So a slow
 * client costs no more than a fast one.
 */
export class EventStream {
  readonly body: ReadableStream<Uint8Array>
  /** Resolves once the stream is over: to what ended it, or to `undefined` if the client left or the server stopped. */
  readonly end: Promise<unknown>
  readonly #feed: EventFeed
  readonly #mayGoOn: StreamParts['mayGoOn']
  readonly #heart: ReturnType<typeof setInterval>
  #controller!: ReadableStreamDefaultController<Uint8Array>
  #settle!: (reason: unknown) => void
  #place: number
  #greeting: string
  #isWanted = false
  #isAsking = false
  #isOver = false
  #missed = 0

  /** Listens from now on. */
  constructor({ feed, position, heartbeat, mayGoOn }: StreamParts) {
    this.#feed = feed
    this.#mayGoOn = mayGoOn
    this.#place = feed.placeOf(position)
    this.#greeting = retry + eventText(feed.positionOf(this.#place), 'ready', '{}')
    this.end = new Promise((resolve) => (this.#settle = resolve))
    const source: UnderlyingDefaultSource<Uint8Array> = {
      start: (controller) => void (this.#controller = controller),
      pull: () => {
        this.#isWanted = true
        this.#missed = 0
        this.wake()
      },
      cancel: () => void this.#leave(undefined),
    }
    this.body = new ReadableStream(source, { highWaterMark: 0 })
    this.#heart = withoutHold(setInterval(() => this.#beat(), heartbeat))
    feed.join(this)
  }

  /** Sends what there is, if the client wants it. */
  wake(): void {
    if (!this.#isWanted) return
    const text = this.#next()
    if (text !== undefined) this.#send(text)
  }

  /** Ends it in order. */
  stop(reason?: unknown): void {
    if (!this.#leave(reason)) return
    this.#send(commentText('the end'))
    this.#controller.close()
  }

  #next(): string | undefined {
    if (this.#greeting !== '') {
      const greeting = this.#greeting
      this.#greeting = ''
      return greeting
    }
    const found = this.#feed.after(this.#place)
    if (found) this.#place = found.place
    return found?.text
  }

  // The client may ask for more while it gets something.
  #send(text: string): void {
    this.#isWanted = false
    this.#controller.enqueue(encoder.encode(text))
  }

  #beat(): void {
    if (!this.#isWanted && ++this.#missed >= patience) this.#breakOff()
    // The host has not answered the last question yet, so it has not said yes.
    else if (this.#isAsking) this.stop()
    else void this.#ask()
  }

  async #ask(): Promise<void> {
    this.#isAsking = true
    try {
      if (!(await this.#mayGoOn())) this.stop()
      // Proxies end what is silent. A client that is still busy with something else is not silent.
      else if (this.#isWanted) this.#send(commentText('still here'))
    } catch (error) {
      this.stop(error)
    } finally {
      this.#isAsking = false
    }
  }

  /** Drops a client that reads nothing. An end in order would wait for the client. */
  #breakOff(): void {
    const reason = new BudgetBookError('aborted', 'The client took nothing for too long', {})
    if (this.#leave(reason)) this.#controller.error(new Error('The client took nothing for too long'))
  }

  #leave(reason: unknown): boolean {
    if (this.#isOver) return false
    this.#isOver = true
    clearInterval(this.#heart)
    this.#feed.leave(this)
    this.#settle(reason)
    return true
  }
}
