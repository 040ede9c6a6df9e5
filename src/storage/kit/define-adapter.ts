import { BudgetBookError, isBudgetBookError } from '../../errors/error.js'
import { throwIfAborted } from '../../errors/throw-if-aborted.js'
import { unlessAborted } from '../../lib/abort.js'
import type {
  CommitNotice,
  CommitOptions,
  Committed,
  ReadOptions,
  StorageAdapter,
  SubscribeOptions,
} from '../adapter.js'
import { requireBookId } from './book-id.js'
import { BookQueues } from './book-queues.js'
import { BookWatches } from './book-watches.js'
import { CallerCode } from './caller-code.js'
import { CommitListeners } from './commit-listeners.js'
import type { AdapterEngine, Call } from './engine.js'
import { unknownNotice, watchDecision, watchRebuild } from './notices.js'

/**
 * Makes a storage adapter from an engine, which holds the code for one backend. The adapter does the rest: it refuses
 * calls after `close`, checks book ids, ends calls whose signal is aborted (also while they wait), runs the writes of
 * a book one after the other, and tells subscribers of each commit.
 *
 * @param engine - Reads and writes. Its calls are already checked.
 *
 * @example
 * ```ts
 * import { openBudgetBook } from 'budgetbook'
 * import { BookState, defineAdapter, type Call } from 'budgetbook/adapter'
 *
 * const books = new Map<string, BookState>()
 * const stateOf = ({ bookId }: Call): BookState => {
 *   const state = books.get(bookId) ?? new BookState()
 *   books.set(bookId, state)
 *   return state
 * }
 * const storage = defineAdapter({
 *   open: async () => ({ reach: 'instance', isolation: 'instance', durability: 'none' }),
 *   read: async (call, scope) => stateOf(call).read(scope),
 *   page: async (call, page) => stateOf(call).page(page),
 *   readAll: async (call) => stateOf(call).snapshot().contents,
 *   transact: async (call, scope, decide) => stateOf(call).transact(scope, decide, call),
 *   replace: async (call, rebuild) => stateOf(call).replace(rebuild, call),
 *   deleteBook: async ({ bookId }) => void books.delete(bookId),
 *   close: async () => books.clear(),
 * })
 * const book = await openBudgetBook({ storage })
 * await book.categories.create({ name: 'Travel' })
 * console.log((await book.categories.list()).length) // => 1
 * ```
 */
export function defineAdapter(engine: AdapterEngine): StorageAdapter {
  const calls = new AdapterCalls(engine)
  return {
    ...(engine.history && {
      history: async (bookId, query, options) =>
        calls.read(bookId, options, async (call) => engine.history?.(call, query) ?? []),
    }),
    open: async () => {
      calls.requireOpen()
      return engine.open()
    },
    read: async (bookId, scope, options) =>
      calls.read(bookId, options, (call) => engine.read(call, call.caller.watch(scope))),
    page: async (bookId, page, options) =>
      calls.read(bookId, options, (call) => engine.page(call, call.caller.watch(page))),
    readAll: async (bookId, options) => calls.read(bookId, options, (call) => engine.readAll(call)),
    transact: async (bookId, scope, decide, options) => {
      const watched = watchDecision(decide, options)
      return calls.commit(
        bookId,
        options,
        (call) => engine.transact(call, call.caller.watch(scope), call.caller.watch(watched.work)),
        watched.notice,
      )
    },
    replace: async (bookId, rebuild, options) => {
      const watched = watchRebuild(rebuild, options)
      return calls.commit(
        bookId,
        options,
        (call) => engine.replace(call, call.caller.watch(watched.work)),
        watched.notice,
      )
    },
    deleteBook: async (bookId) =>
      calls.write(bookId, undefined, async (call) => {
        await engine.deleteBook(call)
        calls.tell(bookId, unknownNotice)
      }),
    subscribe: (bookId, listener, options) => calls.subscribe(bookId, listener, options),
    close: async () => calls.close(),
  }
}

interface CheckedCall extends Call {
  readonly caller: CallerCode
}

/** What the calls of an adapter have in common. */
class AdapterCalls {
  readonly #engine: AdapterEngine
  readonly #queues = new BookQueues()
  readonly #listeners = new CommitListeners()
  readonly #watches: BookWatches
  #stopHearing: (() => void) | null = null
  #closing: Promise<void> | null = null

  constructor(engine: AdapterEngine) {
    this.#engine = engine
    this.#watches = new BookWatches((bookId) =>
      engine.watchBook?.(bookId, (notice) => this.#listeners.notify(bookId, notice)),
    )
  }

  requireOpen(): void {
    if (this.#closing)
      throw new BudgetBookError('closed', 'The adapter is closed. Make a new one to go on', {})
  }

  /** Runs a read. An abort ends the call at once, even if the engine ignores it. */
  async read<Result>(
    bookId: string,
    options: ReadOptions | undefined,
    read: (call: CheckedCall) => Promise<Result>,
  ): Promise<Result> {
    const call = this.#begin(bookId, options?.signal)
    if (!call.signal) return read(call)
    try {
      return await unlessAborted(call.signal, read(call), () => undefined)
    } catch (error) {
      if (!call.caller.threw(error)) throwIfAborted(call.signal)
      throw error
    }
  }

  /** Runs a write after the writes before it have ended. */
  write<Result>(
    bookId: string,
    signal: ReadOptions['signal'],
    write: (call: CheckedCall) => Promise<Result>,
  ): Promise<Result> {
    const call = this.#begin(bookId, signal)
    // The empty key is free for this: book ids have at least one character.
    const key = this.#engine.queue === 'adapter' ? '' : bookId
    return this.#queues.run(key, signal, () => write(call))
  }

  /** Commits, and tells subscribers of it. */
  commit(
    bookId: string,
    { operation, signal }: CommitOptions,
    commit: (call: CheckedCall & { readonly operation: CommitOptions['operation'] }) => Promise<Committed>,
    decided: () => CommitNotice | null,
  ): Promise<Committed> {
    return this.write(bookId, signal, async (call) => {
      try {
        const { replayed, receipt } = await commit({ bookId, signal, caller: call.caller, operation })
        const notice = replayed ? null : decided()
        this.tell(bookId, notice)
        return { replayed, receipt, notice }
      } catch (error) {
        // The change may be stored, so listeners must read the book again. An engine's own error after the decision
        // does not say whether the change is stored.
        const isUnknown = isBudgetBookError(error)
          ? error.code === 'outcome_unknown'
          : decided() !== null && !call.caller.threw(error)
        if (isUnknown) this.tell(bookId, unknownNotice)
        throw error
      }
    })
  }

  /** Tells subscribers, and other clients if the engine can. */
  tell(bookId: string, notice: CommitNotice | null): void {
    if (!notice) return
    this.#engine.tellOthers?.(bookId, notice)
    this.#listeners.notify(bookId, notice)
  }

  subscribe(
    bookId: string,
    listener: (notice: CommitNotice) => void,
    { watch = true }: SubscribeOptions = {},
  ): () => void {
    this.requireOpen()
    requireBookId(bookId)
    this.#stopHearing ??=
      this.#engine.hearOthers?.((heardOf, notice) => this.#listeners.notify(heardOf, notice)) ?? null
    const remove = this.#listeners.add(bookId, listener)
    if (!watch) return remove
    const endWatch = this.#watches.begin(bookId)
    return () => {
      remove()
      endWatch()
    }
  }

  /** Closes the adapter. A second call waits for the first: the engine is closed once. */
  async close(): Promise<void> {
    return (this.#closing ??= this.#end())
  }

  /** Ends once all queued writes have ended and subscribers were told of them. */
  async #end(): Promise<void> {
    await this.#queues.idle()
    this.#stopHearing?.()
    this.#stopHearing = null
    this.#watches.endAll()
    await this.#engine.close()
  }

  #begin(bookId: string, signal: ReadOptions['signal']): CheckedCall {
    this.requireOpen()
    requireBookId(bookId)
    throwIfAborted(signal)
    return { bookId, signal, caller: new CallerCode() }
  }
}
