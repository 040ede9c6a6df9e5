import { callListener } from '../lib/call-listener.js'
import { shareJson, type JsonValue } from '../lib/json.js'
import type { Month } from '../calendar/month.js'
import type { ChangeSummary } from '../storage/adapter.js'

/** The event that a listener gets, one for each commit. */
export interface BookEvent {
  /** The operation id that the caller gave, or `null`. */
  readonly operationId: string | null
  /** `'local'` if this book object made the commit; `'remote'` if another one did, for example in another tab. */
  readonly origin: 'local' | 'remote'
  /** The months whose report may have changed. */
  readonly months: readonly Month[] | 'all'
  /** The changes, or `'unknown'` if the adapter does not describe them. */
  readonly changes: readonly ChangeSummary[] | 'unknown'
}

/** Called after each commit. An error that it throws is reported; the commit and the other listeners go on. */
export type BookListener = (event: BookEvent) => void

interface Subscription {
  readonly listener: BookListener
  readonly stopAttending: () => void
}

/** Tells listeners of commits and counts them. */
export class EventHub {
  readonly #subscriptions = new Set<Subscription>()
  readonly #attend: () => () => void
  #version = 0

  /**
   * @param attend - Called for each subscription. If it throws, there is no subscription. The function that it returns
   * is called when the subscription ends.
   */
  constructor(attend: () => () => void = () => () => undefined) {
    this.#attend = attend
  }

  get version(): number {
    return this.#version
  }

  subscribe(listener: BookListener): () => void {
    // Called for each subscription: the storage may have been closed since the last one, and then nobody would tell
    // this listener.
    const subscription = { listener, stopAttending: this.#attend() }
    // A function that subscribed twice is called twice.
    this.#subscriptions.add(subscription)
    return () => {
      if (this.#subscriptions.delete(subscription)) subscription.stopAttending()
    }
  }

  /** @param eventOf - Makes the event. It is called only if there are listeners. */
  emit(eventOf: () => BookEvent): void {
    this.#version++
    if (this.#subscriptions.size === 0) return
    const { operationId, origin, months, changes } = eventOf()
    // All listeners share the event, so none of them may change it. What comes from an adapter is often frozen already.
    const event = Object.freeze({
      operationId,
      origin,
      months: shared(months),
      changes: shared(changes),
    })
    for (const { listener } of [...this.#subscriptions]) callListener(listener, event)
  }

  clear(): void {
    const ended = [...this.#subscriptions]
    this.#subscriptions.clear()
    for (const { stopAttending } of ended) stopAttending()
  }
}

function shared<Value extends BookEvent['months'] | BookEvent['changes']>(value: Value): Value {
  return shareJson(value as object as JsonValue) as object as Value
}
