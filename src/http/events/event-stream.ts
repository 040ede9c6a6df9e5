import { BudgetBookError } from '../../errors/error.js'
import type { EventFeed } from './event-feed.js'
import { commentText, eventText, retryText } from './event-text.js'
import { withoutHold } from './timers.js'

/** Why a client must not listen any longer. */
export interface Ending {
  /** For the log; `undefined` if that is nothing to log. */
  readonly reason: unknown
}

/** What a stream needs. */
export interface StreamParts {
  readonly feed: EventFeed
  /** The position that the client heard last. */
  readonly position: string | undefined
  /** Milliseconds. */
  readonly heartbeat: number
  /** How soon the client comes back after the stream, in milliseconds. */
  readonly retry: number
  /** Asks why the client must not listen any longer; `null` if it may. Rejects if nobody could say. */
  readonly whyNot: () => Promise<Ending | null>
}

// For how many heartbeats a client may read nothing.
const patience = 4
// After how many heartbeats without a yes a stream ends. If one failure ended all streams, all clients would come back at
// once.
const trust = 3
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
  readonly #whyNot: StreamParts['whyNot']
  readonly #heart: ReturnType<typeof setInterval>
  #controller!: ReadableStreamDefaultController<Uint8Array>
  #settle!: (reason: unknown) => void
  #place: number
  #greeting: string
  #isWanted = false
  #isAsking = false
  #isOver = false
  #missed = 0
  #beats = 0
  /** The heartbeat of the last question that was answered with yes. */
  #allowed = 0

  /** Listens from now on. */
  constructor({ feed, position, heartbeat, retry, whyNot }: StreamParts) {
    this.#feed = feed
    this.#whyNot = whyNot
    this.#place = feed.placeOf(position)
    this.#greeting = retryText(retry) + eventText(feed.positionOf(this.#place), 'ready', '{}')
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
    this.#beats++
    if (!this.#isWanted && ++this.#missed >= patience) this.#breakOff()
    else if (this.#isAsking) this.#hostFailed(new Error('The host did not answer in time'))
    else void this.#ask()
  }

  async #ask(): Promise<void> {
    this.#isAsking = true
    const asked = this.#beats
    try {
      const ending = await this.#whyNot()
      if (ending) this.stop(ending.reason)
      else {
        this.#allowed = asked
        this.#sayStillHere()
      }
    } catch (error) {
      this.#hostFailed(error)
    } finally {
      this.#isAsking = false
    }
  }

  // It has not said no.
  #hostFailed(error: unknown): void {
    if (this.#beats - this.#allowed >= trust) this.stop(error)
    else this.#sayStillHere()
  }

  // Proxies end what is silent. A client that is still busy with something else is not silent.
  #sayStillHere(): void {
    if (this.#isWanted && !this.#isOver) this.#send(commentText('still here'))
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
