import { fingerprintOf } from '../lib/fingerprint.js'
import type { CommitNotice, CommitOptions, Committed, StorageAdapter } from '../storage/adapter.js'
import type { Change, Receipt } from '../storage/change.js'
import type { BookContents, ScopeOf, View } from '../storage/view.js'
import { adapterThrew, callAdapter, isCommitted, outcomeUnknown } from './call-adapter.js'
import type { MutationOptions } from './call-options.js'
import type { EventHub } from './events.js'
import { onSoundMonths } from './read-stored.js'
import { withoutExpired } from './spending/without-expired.js'

/** The method and its checked input, or their fingerprint. They tell it from another request with the same operation id. */
export type MutationRequest = readonly unknown[] | string

/** A mutation: the request, the part of the book that it needs to see, and its decision. */
export interface Mutation<Result> {
  readonly request: MutationRequest
  readonly scope: ScopeOf
  /** Pure, and may run again. */
  readonly decide: (view: View) => {
    readonly changes: readonly Change[]
    readonly result: Result
    readonly receipt?: Receipt
  }
  /** Makes the result of a repeated operation from its receipt. */
  readonly replay: (receipt: Receipt) => Promise<Result>
}

/** A rewrite of the whole book. */
export interface Rebuild {
  readonly request: MutationRequest
  /** Pure, and may run again. Returns `null` if nothing changes. */
  readonly rebuild: (contents: BookContents) => BookContents | null
}

/** The storage of a book, and the `source` that tells its commits from those of other book objects. */
export interface CommitTarget {
  readonly storage: StorageAdapter
  readonly bookId: string
  readonly source: string
}

/** Commits the decisions of a book and tells its listeners. */
export class BookCommits {
  readonly #target: CommitTarget
  readonly #events: EventHub
  readonly #now: () => string

  /** @param now - Tells the present instant. */
  constructor(target: CommitTarget, events: EventHub, now: () => string) {
    this.#target = target
    this.#events = events
    this.#now = now
  }

  /** Commits a mutation and tells the listeners. */
  async commit<Result>(mutation: Mutation<Result>, options: MutationOptions): Promise<Result> {
    const { storage, bookId } = this.#target
    let outcome: { readonly hasChanges: boolean; readonly result: Result } | undefined
    // A decider that runs again is told the same instant.
    let instant: string | undefined
    const now = (): string => (instant ??= this.#now())
    const committed = await callAdapter(
      () =>
        storage.transact(
          bookId,
          onSoundMonths(bookId, mutation.scope),
          (view) => {
            outcome = undefined
            const { changes, result, receipt = {} } = mutation.decide(view)
            outcome = { hasChanges: changes.length > 0, result }
            return { changes: changes.length > 0 ? withoutExpired(view, changes, now) : changes, receipt }
          },
          this.#commitOptions(mutation.request, options),
        ),
      isCommitted,
      (cause) => (outcome ? outcomeUnknown(options.operationId, cause) : adapterThrew(cause)),
    )
    if (committed.replayed || !outcome) return mutation.replay(committed.receipt)
    if (outcome.hasChanges) this.#tell(committed, options)
    return outcome.result
  }

  /** Rewrites the whole book and tells the listeners. Returns the new contents, or `null` if nothing changed. */
  async rebuild({ request, rebuild }: Rebuild, options: MutationOptions): Promise<BookContents | null> {
    const { storage, bookId } = this.#target
    let outcome: { readonly contents: BookContents | null } | undefined
    const committed = await callAdapter(
      () =>
        storage.replace(
          bookId,
          (contents) => {
            outcome = undefined
            outcome = { contents: rebuild(contents) }
            return { ...outcome, receipt: {} }
          },
          this.#commitOptions(request, options),
        ),
      isCommitted,
      (cause) => (outcome ? outcomeUnknown(options.operationId, cause) : adapterThrew(cause)),
    )
    if (committed.replayed || !outcome?.contents) return null
    this.#tell(committed, options)
    return outcome.contents
  }

  /** Tells the listeners of commits that others made. They have heard of the book's own commits already. */
  readonly hear = (notice: CommitNotice): void => {
    if (notice.source === this.#target.source) return
    // A notice describes the changes when it is read.
    this.#events.emit(() => {
      const { operationId, months, changes } = notice
      return { operationId, origin: 'remote', months, changes }
    })
  }

  /** Tells the listeners of a commit of this book. If the adapter does not describe it, anything may have changed. */
  #tell({ notice }: Committed, { operationId }: MutationOptions): void {
    this.#events.emit(() => ({
      operationId: operationId ?? null,
      origin: 'local',
      months: notice?.months ?? 'all',
      changes: notice?.changes ?? 'unknown',
    }))
  }

  #commitOptions(request: MutationRequest, { signal, operationId }: MutationOptions): CommitOptions {
    const operation =
      operationId === undefined
        ? null
        : { id: operationId, fingerprint: typeof request === 'string' ? request : fingerprintOf(request) }
    return { operation, source: this.#target.source, signal }
  }
}
