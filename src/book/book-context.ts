import { BudgetBookError, isBudgetBookError } from '../errors/error.js'
import { atPath } from '../errors/invalid-input.js'
import { requireNewId } from '../model/fields.js'
import type { AllocationPolicy } from '../policy/policy.js'
import type { SpendingPolicy } from '../policy/spending/spending-policy.js'
import type { StorageAdapter } from '../storage/adapter.js'
import type { BookContents, ScopeOf, View } from '../storage/view.js'
import type { StatusThresholds } from '../utilization/thresholds.js'
import { callAdapter, isView } from './call-adapter.js'
import { callGiven } from '../errors/call-given.js'
import {
  parseCallOptions,
  parseChangeOptions,
  parseMutationOptions,
  type CallOptions,
  type ChangeOptions,
  type ProgressOptions,
} from './call-options.js'
import { BookClock } from './clock.js'
import { BookCommits, type Mutation, type Rebuild } from './commit.js'
import { EventHub } from './events.js'
import type { HistoryOptions } from './history/entry-of-commit.js'
import { inTurns, type Steps } from './long-work.js'
import { onSoundMonths } from './read-stored.js'

/** The checked parts that a book is made of. */
export interface BookParts {
  readonly storage: StorageAdapter
  readonly bookId: string
  readonly policy: AllocationPolicy
  /** `null` accepts everything. */
  readonly spendingPolicy: SpendingPolicy | null
  /** `null` keeps no history. */
  readonly history: HistoryOptions | null
  readonly thresholds: Partial<StatusThresholds>
  readonly now: () => Date
  readonly timeZone: string | undefined
  readonly generateId: () => string
}

/** Shared by all methods of a book: the way to its storage, its clock, its events. */
export class BookContext {
  readonly parts: BookParts
  readonly clock: BookClock
  readonly events: EventHub
  readonly #commits: BookCommits
  readonly #unsubscribe: () => void
  #closed = false
  /** Ends when the last mutation that is prepared in turns has its place among the others. */
  #preparing: Promise<void> | null = null

  constructor(parts: BookParts, source: string) {
    const { storage, bookId, now, timeZone } = parts
    this.parts = parts
    this.clock = new BookClock(now, timeZone)
    this.events = new EventHub(() => attendTo(storage, bookId))
    this.#commits = new BookCommits({ storage, bookId, source }, this.events, {
      now: () => this.clock.timestamp(),
      newId: () => this.#newId(),
      history: parts.history,
    })
    // Nobody may ever listen, so looking for commits of others waits until somebody does.
    this.#unsubscribe = functionOr(storage.subscribe?.(bookId, this.#commits.hear, { watch: false }))
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

  /** Makes the ids of one call, by position and on demand. A decider that runs again gets the same ids. */
  newIds(): (position: number) => string {
    const ids: string[] = []
    return (position) => (ids[position] ??= this.#newId())
  }

  /** Reads part of the book, as of one instant. */
  async read(scope: ScopeOf, options: CallOptions | undefined): Promise<View> {
    const { storage, bookId } = this.parts
    const read = async (checked: CallOptions) => storage.read(bookId, onSoundMonths(bookId, scope), checked)
    return this.ask(options, read, isView)
  }

  /**
   * Checks the options, then asks the storage. Everything it throws becomes a `BudgetBookError`, and so does an answer
   * that is not sound.
   */
  async ask<Answer extends object>(
    options: CallOptions | undefined,
    question: (options: CallOptions) => Promise<Answer>,
    isSound: (answer: Answer) => boolean,
  ): Promise<Answer> {
    this.requireOpen()
    const checked = parseCallOptions(options)
    return callAdapter(() => question(checked), isSound)
  }

  /** Checks the options, then commits a mutation. Only a mutation with a subject takes `ifMatch`. */
  async commit<Result>(mutation: Mutation<Result>, options: ChangeOptions | undefined): Promise<Result> {
    this.requireOpen()
    const checked = mutation.subject ? parseChangeOptions(options) : parseMutationOptions(options)
    if (this.#preparing) await this.#preparing
    return this.#commits.commit(mutation, checked)
  }

  /** Checks the options, then rewrites the whole book; see {@link BookCommits.rebuild}. */
  async rebuild(work: Rebuild, options: ChangeOptions | undefined): Promise<BookContents | null> {
    this.requireOpen()
    const checked = work.subject ? parseChangeOptions(options) : parseMutationOptions(options)
    if (this.#preparing) await this.#preparing
    return this.#commits.rebuild(work, checked)
  }

  /**
   * Makes a mutation that is prepared in steps. Mutations that are called later come after it, as they do after any
   * other. It goes on if the book is closed meanwhile.
   *
   * @param mutate - Commits what was prepared.
   */
  async prepare<Value, Result>(
    steps: Steps<Value>,
    options: CallOptions & ProgressOptions,
    mutate: (value: Value, commits: BookCommits) => Promise<Result>,
  ): Promise<Result> {
    this.requireOpen()
    return this.#inPlace(inTurns(steps, options), mutate)
  }

  /** As {@link BookContext.prepare}, for a mutation that needs to read something first. */
  async readFirst<Value, Result>(
    read: () => Promise<Value>,
    mutate: (value: Value, commits: BookCommits) => Promise<Result>,
  ): Promise<Result> {
    this.requireOpen()
    return this.#inPlace(read(), mutate)
  }

  async #inPlace<Value, Result>(
    prepared: Value | Promise<Value>,
    mutate: (value: Value, commits: BookCommits) => Promise<Result>,
  ): Promise<Result> {
    const before = this.#preparing
    if (!before && !(prepared instanceof Promise)) return mutate(prepared, this.#commits)
    let tell = (): void => undefined
    const preparing = new Promise<void>((resolve) => {
      tell = resolve
    })
    this.#preparing = preparing
    const end = (): void => {
      if (this.#preparing === preparing) this.#preparing = null
      tell()
    }
    try {
      const value = await prepared
      await before
      const result = mutate(value, this.#commits)
      // This mutation has its place now. Those that wait come after it.
      end()
      return await result
    } finally {
      // A mutation that fails early must not let others overtake those before it.
      if (before) void before.then(end)
      else end()
    }
  }

  #newId(): string {
    return atPath(['generateId'], () => requireNewId(callGiven(this.parts.generateId)))
  }
}

/**
 * Has the storage look for commits of others. The book hears of them by its own subscription. Throws `closed` if the
 * adapter was closed: nobody would ever tell the listener anything.
 */
function attendTo(storage: StorageAdapter, bookId: string): () => void {
  try {
    return functionOr(storage.subscribe?.(bookId, () => undefined))
  } catch (error) {
    if (isBudgetBookError(error, 'closed')) throw error
    // The listener hears of the commits of this book all the same.
    return () => undefined
  }
}

// An adapter that somebody else wrote may return anything.
function functionOr(unsubscribe: unknown): () => void {
  return typeof unsubscribe === 'function' ? (unsubscribe as () => void) : () => undefined
}
