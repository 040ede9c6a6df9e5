import { BudgetBookError } from '../errors/error.js'
import { atPath } from '../errors/invalid-input.js'
import { requireNewId } from '../model/fields.js'
import type { AllocationPolicy } from '../policy/policy.js'
import type { StorageAdapter } from '../storage/adapter.js'
import type { BookContents, ScopeOf, View } from '../storage/view.js'
import type { StatusThresholds } from '../utilization/thresholds.js'
import { callAdapter } from './call-adapter.js'
import { callGiven } from './call-given.js'
import {
  parseCallOptions,
  parseMutationOptions,
  type CallOptions,
  type MutationOptions,
} from './call-options.js'
import { BookClock } from './clock.js'
import { BookCommits, type Mutation, type Rebuild } from './commit.js'
import { EventHub } from './events.js'

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

/** What the parts of a book share: its way to the storage, its clock, its events. */
export class BookContext {
  readonly parts: BookParts
  readonly clock: BookClock
  readonly events: EventHub = new EventHub()
  readonly #commits: BookCommits
  readonly #unsubscribe: () => void
  #closed = false

  constructor(parts: BookParts, source: string) {
    const { storage, bookId, now, timeZone } = parts
    this.parts = parts
    this.clock = new BookClock(now, timeZone)
    this.#commits = new BookCommits({ storage, bookId, source }, this.events)
    this.#unsubscribe = storage.subscribe?.(bookId, this.#commits.hear) ?? (() => undefined)
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

  /** Ids for one call, by position. A decider that runs again gets the same ones; an id that nobody needs is not made. */
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
    return callAdapter(() => question(checked))
  }

  /** Commits a mutation, once the options are checked. */
  async commit<Result>(mutation: Mutation<Result>, options: MutationOptions | undefined): Promise<Result> {
    this.requireOpen()
    return this.#commits.commit(mutation, parseMutationOptions(options))
  }

  /** Rewrites the book as a whole, once the options are checked; see {@link BookCommits.rebuild}. */
  async rebuild(work: Rebuild, options: MutationOptions | undefined): Promise<BookContents | null> {
    this.requireOpen()
    return this.#commits.rebuild(work, parseMutationOptions(options))
  }

  #newId(): string {
    return atPath(['generateId'], () => requireNewId(callGiven(this.parts.generateId)))
  }
}
