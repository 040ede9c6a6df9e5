import { callListener } from '../../lib/call-listener.js'
import type { CommitNotice } from '../adapter.js'

type Listener = (notice: CommitNotice) => void

/** The subscribers of an adapter, by book. */
export class CommitListeners {
  readonly #byBook = new Map<string, Set<Listener>>()

  /** Adds a listener. The returned function removes it. */
  add(bookId: string, listener: Listener): () => void {
    // A wrapper for each subscription, so that a function that is subscribed twice is called twice and removed once.
    const entry: Listener = (notice) => listener(notice)
    let listeners = this.#byBook.get(bookId)
    if (!listeners) this.#byBook.set(bookId, (listeners = new Set()))
    listeners.add(entry)
    return () => {
      listeners.delete(entry)
      if (listeners.size === 0 && this.#byBook.get(bookId) === listeners) this.#byBook.delete(bookId)
    }
  }

  /** Calls the listeners of a book; `null` means every book. */
  notify(bookId: string | null, notice: CommitNotice): void {
    const told = bookId === null ? [...this.#byBook.values()] : [this.#byBook.get(bookId) ?? []]
    // Copies, because a listener may add or remove others.
    for (const listeners of told) for (const listener of [...listeners]) callListener(listener, notice)
  }
}
