import type { BudgetBook } from '../book/budget-book.js'
import type { BookEvent } from '../book/events.js'
import { invalidInput } from '../errors/invalid-input.js'
import { createAbortController, type PlatformAbortSignal } from '../lib/abort.js'
import { callListener } from '../lib/call-listener.js'
import { failedSnapshot, loadingSnapshot, readySnapshot, type Snapshot } from './snapshot.js'

/** Reads something of a book. The signal is aborted when the answer is not wanted any more. */
export type BookReader<T> = (book: BudgetBook, signal: PlatformAbortSignal) => Promise<T>

/** A read of a book that is repeated while somebody listens. */
export interface Observed<T> {
  /**
   * Calls `listener` after each change of the snapshot. The first listener starts the read; a read that is up to date is
   * not repeated. An error that a listener throws is reported.
   *
   * @returns A function that ends the subscription. With the last one, a read that is under way is aborted.
   * @throws `invalid_input` if `listener` is not a function
   */
  readonly subscribe: (listener: () => void) => () => void
  /** What is known now. It returns the same object until the snapshot changes. */
  readonly getSnapshot: () => Snapshot<T>
  /**
   * Reads again: after a failure, or when today has become another day. If nobody listens, the next listener starts the
   * read.
   */
  readonly refresh: () => void
}

/** Tells whether an event can change the answer of a read. */
type Concerns = (event: BookEvent) => boolean

/** Keeps the answer of one read up to date while somebody listens. */
class ObservedRead<T> {
  readonly #book: BudgetBook
  readonly #reader: BookReader<T>
  readonly #concerns: Concerns
  readonly #listeners = new Set<{ readonly listener: () => void }>()
  #snapshot: Snapshot<T> = loadingSnapshot
  /** Aborts the read that is under way. */
  #reading: { abort(): void } | null = null
  /** The version of the book up to which the snapshot is known to be right; `null` if it has to be read again. */
  #version: number | null = null
  /** Ends the subscription to the book's events, while there is one. */
  #leave: (() => void) | null = null

  constructor(book: BudgetBook, reader: BookReader<T>, concerns: Concerns) {
    this.#book = book
    this.#reader = reader
    this.#concerns = concerns
  }

  get snapshot(): Snapshot<T> {
    return this.#snapshot
  }

  subscribe(listener: () => void): () => void {
    if (typeof listener !== 'function') {
      throw invalidInput('invalid_type', 'A listener must be a function', ['listener'])
    }
    // Each subscription is an entry, so a function that subscribed twice is called twice.
    const entry = { listener }
    this.#listeners.add(entry)
    if (this.#listeners.size === 1) this.#begin()
    return () => {
      if (!this.#listeners.delete(entry) || this.#listeners.size > 0) return
      // Not at once: a framework that tries out its effects subscribes again straight away, and that must not read twice.
      void Promise.resolve().then(() => this.#end())
    }
  }

  refresh(): void {
    if (this.#listeners.size > 0) this.#read()
    else this.#outdate()
  }

  #begin(): void {
    try {
      this.#leave ??= this.#book.subscribe((event) => this.#hear(event))
    } catch (error) {
      this.#change(failedSnapshot(this.#snapshot.value, error))
      return
    }
    // The version also counts what happened while nobody listened.
    const isCurrent = this.#snapshot.state === 'ready' && this.#version === this.#book.version()
    if (!isCurrent && this.#reading === null) this.#read()
  }

  #end(): void {
    if (this.#listeners.size > 0) return
    this.#leave?.()
    this.#leave = null
    if (this.#reading !== null) this.#outdate()
  }

  #hear(event: BookEvent): void {
    if (this.#concerns(event)) this.refresh()
    else if (this.#version !== null) this.#version = this.#book.version()
  }

  /** Stops reading: the next listener begins anew. */
  #outdate(): void {
    const former = this.#reading
    this.#version = null
    this.#reading = null
    if (this.#snapshot.state === 'ready' && this.#snapshot.refreshing) {
      this.#change(readySnapshot(this.#snapshot.value, false))
    }
    former?.abort() // last, because whoever hears of it may subscribe
  }

  #read(): void {
    const former = this.#reading
    const controller = createAbortController()
    this.#version = null
    this.#reading = controller
    former?.abort()
    if (this.#reading !== controller) return // whoever heard of it has refreshed
    const settle = (snapshot: Snapshot<T>): void => {
      if (this.#reading !== controller) return // a newer read is under way, or nobody listens
      this.#reading = null
      // An event that concerns the read would have started another one.
      this.#version = this.#book.version()
      this.#change(snapshot)
    }
    const answer = (async () => this.#reader(this.#book, controller.signal))()
    answer.then(
      (value) => settle(readySnapshot(value, false)),
      (error: unknown) => settle(failedSnapshot(this.#snapshot.value, error)),
    )
    if (this.#snapshot.state === 'ready' && !this.#snapshot.refreshing) {
      this.#change(readySnapshot(this.#snapshot.value, true))
    }
  }

  #change(snapshot: Snapshot<T>): void {
    this.#snapshot = snapshot
    for (const entry of [...this.#listeners]) {
      // One of those before it may have ended this subscription.
      if (this.#listeners.has(entry)) callListener(entry.listener, undefined)
    }
  }
}

/** The public side of an {@link ObservedRead}: its methods may be detached, as frameworks do. */
export function observedOf<T>(book: BudgetBook, reader: BookReader<T>, concerns: Concerns): Observed<T> {
  const observed = new ObservedRead(book, reader, concerns)
  return Object.freeze({
    subscribe: (listener: () => void) => observed.subscribe(listener),
    getSnapshot: () => observed.snapshot,
    refresh: () => observed.refresh(),
  })
}
