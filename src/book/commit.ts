import { fingerprintOf } from '../lib/fingerprint.js'
import type { CommitNotice, CommitOptions, Committed, StorageAdapter } from '../storage/adapter.js'
import type { Change, Receipt } from '../storage/change.js'
import type { BookContents, ScopeOf, View } from '../storage/view.js'
import { adapterThrew, callAdapter, outcomeUnknown } from './call-adapter.js'
import type { MutationOptions } from './call-options.js'
import type { EventHub } from './events.js'

/** A mutation: what is asked, what it needs to see, and what it does. */
export interface Mutation<Result> {
  /** The method and its checked input: what tells it from another request under the same operation id. */
  readonly request: readonly unknown[]
  readonly scope: ScopeOf
  /** Pure, and may run again. */
  readonly decide: (view: View) => {
    readonly changes: readonly Change[]
    readonly result: Result
    readonly receipt?: Receipt
  }
  /** The result for an operation that was done before, from its receipt. */
  readonly replay: (receipt: Receipt) => Promise<Result>
}

/** Full-book work. */
export interface Rebuild {
  readonly request: readonly unknown[]
  /** Pure, and may run again; `null` where nothing changes. */
  readonly rebuild: (contents: BookContents) => BookContents | null
}

/** Where a book is kept, and what tells its commits from those of other books on the same storage. */
export interface CommitTarget {
  readonly storage: StorageAdapter
  readonly bookId: string
  readonly source: string
}

/** Commits what a book decides, and tells its listeners of it. */
export class BookCommits {
  readonly #target: CommitTarget
  readonly #events: EventHub

  constructor(target: CommitTarget, events: EventHub) {
    this.#target = target
    this.#events = events
  }

  /** Commits a mutation and tells of it. */
  async commit<Result>(mutation: Mutation<Result>, options: MutationOptions): Promise<Result> {
    const { storage, bookId } = this.#target
    let outcome: { readonly hasChanges: boolean; readonly result: Result } | undefined
    const committed = await callAdapter(
      () =>
        storage.transact(
          bookId,
          mutation.scope,
          (view) => {
            outcome = undefined
            const { changes, result, receipt = {} } = mutation.decide(view)
            outcome = { hasChanges: changes.length > 0, result }
            return { changes, receipt }
          },
          this.#commitOptions(mutation.request, options),
        ),
      (cause) => (outcome ? outcomeUnknown(options.operationId, cause) : adapterThrew(cause)),
    )
    if (committed.replayed || !outcome) return mutation.replay(committed.receipt)
    if (outcome.hasChanges) this.#tell(committed, options)
    return outcome.result
  }

  /** Rewrites the book as a whole and tells of it; gives what it made, or `null` where nothing was to be done. */
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
      (cause) => (outcome ? outcomeUnknown(options.operationId, cause) : adapterThrew(cause)),
    )
    if (committed.replayed || !outcome?.contents) return null
    this.#tell(committed, options)
    return outcome.contents
  }

  /** Hears what the adapter tells; tells of what others committed. The book's own commits were told of already. */
  readonly hear = ({ source, operationId, months, changes }: CommitNotice): void => {
    if (source === this.#target.source) return
    this.#events.emit(() => ({ operationId, origin: 'remote', months, changes }))
  }

  /** Tells the book's own listeners of a commit: as the adapter describes it, or that anything may have changed. */
  #tell({ notice }: Committed, { operationId }: MutationOptions): void {
    this.#events.emit(() => ({
      operationId: operationId ?? null,
      origin: 'local',
      months: notice?.months ?? 'all',
      changes: notice?.changes ?? 'unknown',
    }))
  }

  #commitOptions(request: readonly unknown[], { signal, operationId }: MutationOptions): CommitOptions {
    const operation =
      operationId === undefined ? null : { id: operationId, fingerprint: fingerprintOf(request) }
    return { operation, source: this.#target.source, signal }
  }
}
