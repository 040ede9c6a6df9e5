import { callListener } from '../lib/call-listener.js'
import type { Month } from '../calendar/month.js'
import type { ChangeSummary } from '../storage/adapter.js'

/** What a listener hears: one event for each commit. */
export interface BookEvent {
  /** The operation id that the caller gave, or `null`. */
  readonly operationId: string | null
  /** Whether this book object made the commit, or somebody else did: another one, another tab. */
  readonly origin: 'local' | 'remote'
  /** The months whose report may have changed. */
  readonly months: readonly Month[] | 'all'
  /** What changed, where that is known. */
  readonly changes: readonly ChangeSummary[] | 'unknown'
}

/** Hears of each commit. What it throws is reported, and harms neither the commit nor other listeners. */
export type BookListener = (event: BookEvent) => void

/** Tells listeners of commits and counts them. */
export class EventHub {
  readonly #listeners = new Set<{ readonly listener: BookListener }>()
  #version = 0

  get version(): number {
    return this.#version
  }

  subscribe(listener: BookListener): () => void {
    // An entry of its own, so that one function subscribed twice is told twice.
    const entry = { listener }
    this.#listeners.add(entry)
    return () => void this.#listeners.delete(entry)
  }

  /** @param eventOf - Makes the event, where anybody listens. */
  emit(eventOf: () => BookEvent): void {
    this.#version++
    if (this.#listeners.size === 0) return
    const event = eventOf()
    for (const { listener } of [...this.#listeners]) callListener(listener, event)
  }

  clear(): void {
    this.#listeners.clear()
  }
}
