import { callListener } from '../errors/call-listener.js'
import { describeChanges } from './describe-changes.js'
import type { CommitNotice, CommitOptions, Committed, Decide } from './adapter.js'

type Listener = (notice: CommitNotice) => void

/** The subscribers of an adapter, by book. */
export class CommitListeners {
  readonly #byBook = new Map<string, Set<Listener>>()

  /** Adds a listener; the function that comes back removes it. */
  add(bookId: string, listener: Listener): () => void {
    // A wrapper of its own, so that one function subscribed twice is told twice and removed once.
    const entry: Listener = (notice) => listener(notice)
    let listeners = this.#byBook.get(bookId)
    if (!listeners) this.#byBook.set(bookId, (listeners = new Set()))
    listeners.add(entry)
    return () => void listeners.delete(entry)
  }

  /** Tells everyone who listens to the book. */
  notify(bookId: string, notice: CommitNotice): void {
    for (const listener of [...(this.#byBook.get(bookId) ?? [])]) callListener(listener, notice)
  }

  /** Runs a transaction, and tells of it if it changed anything. */
  afterTransact(
    bookId: string,
    decide: Decide,
    { operation, source }: CommitOptions,
    run: (decide: Decide) => Committed,
  ): Committed {
    let notice: CommitNotice | null = null
    const committed = run((view) => {
      const decision = decide(view)
      const described = {
        source,
        operationId: operation?.id ?? null,
        ...describeChanges(view, decision.changes),
      }
      notice = described.changes.length > 0 ? described : null
      return decision
    })
    if (notice && !committed.replayed) this.notify(bookId, notice)
    return committed
  }

  /** Runs full-book work, and tells that everything may have changed. */
  afterReplace(bookId: string, { operation, source }: CommitOptions, run: () => Committed): Committed {
    const committed = run()
    if (!committed.replayed) {
      this.notify(bookId, { source, operationId: operation?.id ?? null, months: 'all', changes: 'unknown' })
    }
    return committed
  }
}
