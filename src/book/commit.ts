import { fingerprintOf } from '../lib/fingerprint.js'
import type { CommitNotice, CommitOptions, Committed, StorageAdapter } from '../storage/adapter.js'
import type { Change, Receipt } from '../storage/change.js'
import type { HistoryAppend, HistoryEntry } from '../storage/history.js'
import type { BookContents, ScopeOf, View } from '../storage/view.js'
import { adapterThrew, callAdapter, isCommitted, outcomeUnknown } from './call-adapter.js'
import type { CheckedChangeOptions, MutationOptions } from './call-options.js'
import type { EventHub } from './events.js'
import { entryOf, wholeBookEntry, type HistoryOptions } from './history/entry-of-commit.js'
import {
  requireMatch,
  requireMatchingSettings,
  type settingsSubject,
  type Subject,
} from './if-match/precondition.js'
import { onSoundMonths } from './read-stored.js'
import { withoutExpired } from './spending/without-expired.js'

/** The method and its checked input, or their fingerprint. They tell it from another request with the same operation id. */
export type MutationRequest = readonly unknown[] | string

/** A mutation: the request, the part of the book that it needs to see, and its decision. */
export interface Mutation<Result> {
  readonly request: MutationRequest
  readonly scope: ScopeOf
  /** The one thing that it changes, which the option `ifMatch` is about. It is in the scope. */
  readonly subject?: Subject | undefined
  /**
   * Pure, and may run again.
   *
   * @param entryId - Returns the id of the commit's entry in the history.
   */
  readonly decide: (
    view: View,
    entryId: () => string,
  ) => {
    readonly changes: readonly Change[]
    readonly result: Result
    readonly receipt?: Receipt
  }
  /** Gets the entry of the decision, before it is stored. */
  readonly onEntry?: (entry: HistoryEntry) => void
  /** Makes the result of a repeated operation from its receipt. */
  readonly replay: (receipt: Receipt) => Promise<Result>
}

/** A rewrite of the whole book. */
export interface Rebuild {
  readonly request: MutationRequest
  /** As in {@link Mutation}. */
  readonly subject?: typeof settingsSubject
  /** Pure, and may run again. Returns `null` if nothing changes. */
  readonly rebuild: (contents: BookContents) => BookContents | null
}

/** The storage of a book, and the `source` that tells its commits from those of other book objects. */
export interface CommitTarget {
  readonly storage: StorageAdapter
  readonly bookId: string
  readonly source: string
}

/** What a book puts on its commits. */
export interface CommitMarks {
  /** Tells the present instant. */
  readonly now: () => string
  /** Makes the id of an entry. */
  readonly newId: () => string
  /** `null` keeps no history. */
  readonly history: HistoryOptions | null
}

/** The instant and the id of one commit. */
interface SameMarks {
  readonly now: () => string
  readonly entryId: () => string
}

/** Commits the decisions of a book and tells its listeners. */
export class BookCommits {
  readonly #target: CommitTarget
  readonly #events: EventHub
  readonly #marks: CommitMarks

  constructor(target: CommitTarget, events: EventHub, marks: CommitMarks) {
    this.#target = target
    this.#events = events
    this.#marks = marks
  }

  /** Commits a mutation and tells the listeners. */
  async commit<Result>(mutation: Mutation<Result>, options: CheckedChangeOptions): Promise<Result> {
    const { storage, bookId } = this.#target
    const { subject } = mutation
    const { ifMatch } = options
    let outcome: { readonly hasChanges: boolean; readonly result: Result } | undefined
    const { history } = this.#marks
    const { now, entryId } = this.#sameMarks()
    const committed = await callAdapter(
      () =>
        storage.transact(
          bookId,
          onSoundMonths(bookId, mutation.scope),
          (view) => {
            outcome = undefined
            if (subject && ifMatch) requireMatch(subject, ifMatch, { view, bookId, now })
            const { changes: own, result, receipt = {} } = mutation.decide(view, entryId)
            const hasChanges = own.length > 0
            outcome = { hasChanges, result }
            if (!hasChanges) return { changes: own, receipt }
            const changes = withoutExpired(view, own, now)
            if (!history) return { changes, receipt }
            const append = entryOf(history, view, changes, { id: entryId(), at: now(), ...options })
            if (append) mutation.onEntry?.(append.entry)
            return { changes, receipt, history: append }
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
  async rebuild(
    { request, rebuild, subject }: Rebuild,
    options: CheckedChangeOptions,
  ): Promise<BookContents | null> {
    const { ifMatch } = options
    const { storage, bookId } = this.#target
    let outcome: { readonly contents: BookContents | null } | undefined
    const marks = this.#sameMarks()
    const committed = await callAdapter(
      () =>
        storage.replace(
          bookId,
          (contents) => {
            outcome = undefined
            if (subject && ifMatch) requireMatchingSettings(ifMatch, contents.settings)
            outcome = { contents: rebuild(contents) }
            return {
              ...outcome,
              receipt: {},
              history: this.#entryOfRebuild(outcome.contents, marks, options),
            }
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

  #entryOfRebuild(
    contents: BookContents | null,
    { now, entryId }: SameMarks,
    options: MutationOptions,
  ): HistoryAppend | undefined {
    const { history } = this.#marks
    if (!history || !contents) return undefined
    return wholeBookEntry(history, contents, { id: entryId(), at: now(), ...options })
  }

  // A decider that runs again is told the same.
  #sameMarks(): SameMarks {
    let instant: string | undefined
    let id: string | undefined
    return {
      now: () => (instant ??= this.#marks.now()),
      entryId: () => (id ??= this.#marks.newId()),
    }
  }

  #commitOptions(request: MutationRequest, { signal, operationId }: MutationOptions): CommitOptions {
    const operation =
      operationId === undefined
        ? null
        : { id: operationId, fingerprint: typeof request === 'string' ? request : fingerprintOf(request) }
    return { operation, source: this.#target.source, signal }
  }
}
