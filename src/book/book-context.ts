import { BudgetBookError, isBudgetBookError } from '../errors/error.js'
import { atPath, invalidInput, invalidInputs } from '../errors/invalid-input.js'
import type { CivilDate } from '../calendar/civil-date.js'
import { dateOfInstant } from '../calendar/today.js'
import { requireId } from '../model/fields.js'
import type { AllocationPolicy } from '../policy/policy.js'
import type { BookContents, ScopeOf, View } from '../storage/view.js'
import type { Change, Receipt } from '../storage/change.js'
import type { CommitNotice, Committed, StorageAdapter } from '../storage/adapter.js'
import type { StatusThresholds } from '../utilization/thresholds.js'
import {
  parseCallOptions,
  parseMutationOptions,
  type CallOptions,
  type MutationOptions,
} from './call-options.js'
import { EventHub } from './events.js'
import { fingerprintOf } from '../lib/fingerprint.js'

/** What a book is made of, checked. */
export interface BookParts {
  readonly storage: StorageAdapter
  readonly bookId: string
  readonly policy: AllocationPolicy
  readonly thresholds: Partial<StatusThresholds>
  readonly now: () => Date
  readonly timeZone: string | undefined
  readonly generateId: () => string
}

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
  readonly rebuild: (contents: BookContents) => BookContents
}

/** What the parts of a book share: its way to the storage, its clock, its events. */
export class BookContext {
  readonly parts: BookParts
  readonly events: EventHub = new EventHub()
  readonly #source: string
  readonly #unsubscribe: () => void
  #last = { time: Number.NaN, text: '' }
  #closed = false

  constructor(parts: BookParts, source: string) {
    this.parts = parts
    this.#source = source
    this.#unsubscribe =
      parts.storage.subscribe?.(parts.bookId, (notice) => this.#hear(notice)) ?? (() => undefined)
  }

  /** Throws `closed` after {@link BookContext.close}. */
  requireOpen(): void {
    if (this.#closed)
      throw new BudgetBookError('closed', 'The book is closed. Open it again with openBudgetBook', {})
  }

  close(): void {
    this.#closed = true
    this.#unsubscribe()
    this.events.clear()
  }

  /** The instant, as entities carry it. */
  timestamp(): string {
    return atPath(['now'], () => {
      const instant = this.#instant()
      const time = instant.getTime()
      // Written once for all that happens within a millisecond.
      if (time !== this.#last.time) this.#last = { time, text: writeInstant(instant) }
      return this.#last.text
    })
  }

  /** Today's date in the book's time zone. */
  today(): CivilDate {
    return dateOfInstant(
      atPath(['now'], () => this.#instant()),
      this.parts.timeZone,
      'now',
    )
  }

  /**
   * Ids for one call, by position: a decider that runs again gets the same ones, and none is made that is not needed.
   */
  newIds(): (position: number) => string {
    const ids: string[] = []
    return (position) => (ids[position] ??= this.#newId())
  }

  /** One instant of the book. */
  async read(scope: ScopeOf, options: CallOptions | undefined): Promise<View> {
    const { storage, bookId } = this.parts
    return this.ask(options, (checked) => storage.read(bookId, scope, checked))
  }

  /** Asks the storage, once the options are checked; whatever it throws comes out typed. */
  async ask<Answer extends object>(
    options: CallOptions | undefined,
    question: (options: CallOptions) => Promise<Answer>,
  ): Promise<Answer> {
    this.requireOpen()
    const checked = parseCallOptions(options)
    return typed(() => question(checked))
  }

  /** Commits a mutation and tells of it. */
  async commit<Result>(mutation: Mutation<Result>, options: MutationOptions | undefined): Promise<Result> {
    this.requireOpen()
    const { signal, operationId } = parseMutationOptions(options)
    const { storage, bookId } = this.parts
    let outcome: { readonly hasChanges: boolean; readonly result: Result } | undefined
    const committed = await typed(
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
          { ...this.#commitOptions(mutation.request, operationId), signal },
        ),
      (cause) => (outcome ? outcomeUnknown(operationId, cause) : adapterThrew(cause)),
    )
    if (committed.replayed || !outcome) return mutation.replay(committed.receipt)
    if (outcome.hasChanges) this.#tell(operationId, committed)
    return outcome.result
  }

  /** Rewrites the book as a whole and tells of it; gives what it made, or `null` where that was done before. */
  async rebuild(
    { request, rebuild }: Rebuild,
    options: MutationOptions | undefined,
  ): Promise<BookContents | null> {
    this.requireOpen()
    const { signal, operationId } = parseMutationOptions(options)
    const { storage, bookId } = this.parts
    let rebuilt: BookContents | null = null
    const committed = await typed(
      () =>
        storage.replace(
          bookId,
          (contents) => {
            rebuilt = null
            rebuilt = rebuild(contents)
            return { contents: rebuilt, receipt: {} }
          },
          { ...this.#commitOptions(request, operationId), signal },
        ),
      (cause) => (rebuilt ? outcomeUnknown(operationId, cause) : adapterThrew(cause)),
    )
    if (committed.replayed) return null
    this.#tell(operationId, committed)
    return rebuilt
  }

  /** Tells the book's own listeners of a commit: as the adapter describes it, or that anything may have changed. */
  #tell(operationId: string | undefined, { notice }: Committed): void {
    this.events.emit(() => ({
      operationId: operationId ?? null,
      origin: 'local',
      months: notice?.months ?? 'all',
      changes: notice?.changes ?? 'unknown',
    }))
  }

  #commitOptions(request: readonly unknown[], operationId: string | undefined) {
    const operation =
      operationId === undefined ? null : { id: operationId, fingerprint: fingerprintOf(request) }
    return { operation, source: this.#source }
  }

  #instant(): Date {
    const instant = callGiven(this.parts.now)
    let time = Number.NaN
    try {
      // Not by instanceof: a Date of another realm is one, and what only looks like one is not.
      time = Date.prototype.getTime.call(instant)
    } catch {
      // Refused below, like a Date that is no time.
    }
    if (!Number.isNaN(time)) return new Date(time)
    throw invalidInput('invalid_value', 'The clock must return a valid Date')
  }

  #newId(): string {
    return atPath(['generateId'], () => requireId(callGiven(this.parts.generateId)))
  }

  #hear({ source, operationId, months, changes }: CommitNotice): void {
    if (source === this.#source) return
    this.events.emit(() => ({ operationId, origin: 'remote', months, changes }))
  }
}

/**
 * Runs what calls an adapter: its own errors pass, anything else is what `failure` makes of it. It begins in a turn of its
 * own, so that a call made by the app's code in the middle of a commit (a policy, a generator of ids) comes after it.
 */
export async function typed<Answer extends object>(
  call: () => Promise<Answer>,
  failure: (cause: unknown) => BudgetBookError = adapterThrew,
): Promise<Answer> {
  try {
    await Promise.resolve()
    const answer: unknown = await call()
    if (typeof answer !== 'object' || answer === null) throw new TypeError('The adapter gave no answer')
    return answer as Answer
  } catch (error) {
    throw isBudgetBookError(error) ? error : failure(error)
  }
}

function adapterThrew(cause: unknown): BudgetBookError {
  return new BudgetBookError(
    'storage_unavailable',
    'The storage adapter threw an unexpected error; see cause',
    { reason: 'adapter_threw' },
    { cause },
  )
}

// Once the decision was made, it may have been stored before the adapter failed: only the adapter could tell.
function outcomeUnknown(operationId: string | undefined, cause: unknown): BudgetBookError {
  return new BudgetBookError(
    'outcome_unknown',
    'The storage failed, and it is unknown whether the change was stored. Repeat the call with the same operationId, or read the book first',
    { operationId: operationId ?? null },
    { cause },
  )
}

function writeInstant(instant: Date): string {
  const text = instant.toISOString()
  // A year that has not four digits is written with a sign.
  if (text.length === 24) return text
  throw invalidInput('invalid_value', 'The clock must return a Date of the years 0 to 9999')
}

// A function that the app passed when it opened the book: what it throws is its own fault, and comes out typed.
function callGiven(given: () => unknown): unknown {
  try {
    return given()
  } catch (cause) {
    throw invalidInputs(
      [{ code: 'unreadable', path: [], message: 'The function threw an error; see cause' }],
      { cause },
    )
  }
}
