import { callListener } from '../../lib/call-listener.js'
import { describeChanges } from './describe-changes.js'
import type { CommitNotice, CommitOptions, Committed } from '../adapter.js'
import type { Decide } from '../change.js'

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
    return () => {
      listeners.delete(entry)
      if (listeners.size === 0 && this.#byBook.get(bookId) === listeners) this.#byBook.delete(bookId)
    }
  }

  /** Tells everyone who listens to the book, unless there is nothing to tell. */
  notify(bookId: string, notice: CommitNotice | null): void {
    if (!notice) return
    for (const listener of [...(this.#byBook.get(bookId) ?? [])]) callListener(listener, notice)
  }

  /** The books that somebody listens to. */
  bookIds(): string[] {
    return [...this.#byBook.keys()]
  }
}

/** A decision that is watched, so that what it did can be told of once it is committed. */
export interface WatchedDecision {
  /** Decides as the one that is watched. */
  readonly decide: Decide
  /** What to tell of the commit, or `null` where it changed nothing. */
  readonly noticeOf: (committed: Committed) => CommitNotice | null
}

/** Watches what a transaction decides; where it decides again, the last time counts. */
export function watchDecision(decide: Decide, { operation, source }: CommitOptions): WatchedDecision {
  let notice: CommitNotice | null = null
  return {
    decide: (view) => {
      const decision = decide(view)
      const described = describeChanges(view, decision.changes)
      const operationId = operation?.id ?? null
      notice = described.changes.length > 0 ? { source, operationId, ...described } : null
      return decision
    },
    noticeOf: ({ replayed }) => (replayed ? null : notice),
  }
}

/** What to tell of full-book work: everything may have changed. */
export function noticeOfReplacement(
  { replayed }: Pick<Committed, 'replayed'>,
  { operation, source }: Pick<CommitOptions, 'operation'> & Pick<CommitNotice, 'source'>,
): CommitNotice | null {
  return replayed ? null : { source, operationId: operation?.id ?? null, ...everything }
}

const everything = { months: 'all', changes: 'unknown' } as const

/** What to tell where nothing is known but that there was a change. */
export const unknownNotice: CommitNotice = { source: null, operationId: null, ...everything }
