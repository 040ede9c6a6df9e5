import type { BudgetBook } from '../../book/budget-book.js'
import { uniqueText } from '../../lib/random-hex.js'
import { anything, changeData, eventText } from './event-text.js'
import { withoutHold } from './timers.js'

/** A listener that is told when there is something new. */
interface Listener {
  readonly wake: () => void
}

const kept = 256
const lingering = 60_000

/** The place of a client that may have missed anything. */
const behind = -1

/**
 * Numbers the commits of one book object, and keeps the last of them. For a client it keeps only a number: that of the
 * last event that the client heard. The feed goes on for a minute after its last client left, for clients that come
 * back.
 */
export class EventFeed {
  // The numbers of another feed mean other commits.
  readonly #epoch = uniqueText()
  readonly #events: string[] = []
  readonly #listeners = new Set<Listener>()
  readonly #unsubscribe: () => void
  readonly #onEnd: () => void
  #last = 0
  #ending: ReturnType<typeof setTimeout> | undefined

  /** Throws `closed` if the book is closed. */
  constructor(book: BudgetBook, onEnd: () => void) {
    this.#onEnd = onEnd
    this.#unsubscribe = book.subscribe((event) => {
      this.#last++
      this.#events.push(this.#change(changeData(event)))
      if (this.#events.length > kept) this.#events.shift()
      for (const listener of [...this.#listeners]) listener.wake()
    })
  }

  /** How many clients listen. */
  get size(): number {
    return this.#listeners.size
  }

  join(listener: Listener): void {
    clearTimeout(this.#ending)
    this.#listeners.add(listener)
  }

  leave(listener: Listener): void {
    this.#listeners.delete(listener)
    if (this.#listeners.size > 0) return
    clearTimeout(this.#ending)
    this.#ending = withoutHold(setTimeout(() => this.end(), lingering))
  }

  /** Stops listening to the book. From now on, the positions of this feed mean nothing. */
  end(): void {
    clearTimeout(this.#ending)
    this.#unsubscribe()
    this.#onEnd()
  }

  /** The place of a client by the position that it names. A client without a position begins at the newest event. */
  placeOf(position: string | undefined): number {
    if (position === undefined) return this.#last
    const [, epoch, digits] = /^([0-9a-f]+)\.(\d{1,15})$/.exec(position) ?? []
    const place = epoch === this.#epoch ? Number(digits) : behind
    return place <= this.#last ? place : behind
  }

  /**
   * The position that a client names to come back to a place. The position of a client that is behind leads to the same
   * place again.
   */
  positionOf(place: number): string {
    return `${this.#epoch}.${place}`
  }

  /** The event after a place, and the place after that event; `undefined` if there is no event yet. */
  after(place: number): { readonly place: number; readonly text: string } | undefined {
    if (place === this.#last) return undefined
    const text = this.#events[place - this.#oldest]
    return text === undefined
      ? { place: this.#last, text: this.#change(changeData(anything)) }
      : { place: place + 1, text }
  }

  /** The first place whose next event is still here. */
  get #oldest(): number {
    return this.#last - this.#events.length
  }

  #change(data: string): string {
    return eventText(this.positionOf(this.#last), 'change', data)
  }
}
