import * as z from 'zod'
import { isBudgetBookError } from '../../errors/error.js'
import { requireMethods } from '../../errors/invalid-input.js'
import { refusing, validate } from '../../model/validate.js'
import type { CommitNotice, CommitOptions, StorageAdapter } from '../../storage/adapter.js'
import { requireBookId } from '../../storage/kit/book-id.js'
import { CallQueue } from '../../lib/queue.js'
import type { CallerCode } from '../../storage/kit/caller-code.js'
import {
  CommitListeners,
  noticeOfReplacement,
  unknownNotice,
  watchDecision,
} from '../../storage/kit/commit-listeners.js'
import { OpenGate } from '../../storage/kit/open-gate.js'
import { readPage } from './book-pages.js'
import { BookReader, headOf } from './book-reader.js'
import { deleteBook, replace, transact } from './book-writer.js'
import { Connection } from './connection.js'
import { nameOf, typedFailure, unavailable } from './failures.js'
import { TabChannel } from './tab-channel.js'
import { TransactionRunner, type Call, type Work } from './transaction-runner.js'

/**
 * What the adapter needs of a factory of databases: the runtime's `indexedDB` fits.
 *
 * @example
 * ```ts
 * import 'fake-indexeddb/auto' // in a browser, there is one
 * import { createIndexedDbAdapter, type IndexedDbFactoryLike } from 'budgetbook/indexeddb'
 *
 * const factory: IndexedDbFactoryLike = globalThis.indexedDB
 * const storage = createIndexedDbAdapter({ indexedDB: factory })
 * console.log((await storage.open()).isolation) // => origin
 * ```
 */
export interface IndexedDbFactoryLike {
  /** Opens a database, and makes it where there is none. */
  open(name: string, version?: number): object
}

/** Options of {@link createIndexedDbAdapter}. */
export interface IndexedDbOptions {
  /**
   * The name of the database.
   * @defaultValue `'budgetbook'`
   */
  readonly databaseName?: string | undefined
  /**
   * Where databases come from. The classes of its objects, `IDBRequest` and so on, have to be there as globals.
   * @defaultValue the runtime's `indexedDB`
   */
  readonly indexedDB?: IndexedDbFactoryLike | undefined
  /**
   * What a resolved commit survives: `'relaxed'`, a crash of the browser; `'strict'`, a loss of power too, at the price
   * of waiting for the disk.
   * @defaultValue `'relaxed'`
   */
  readonly durability?: 'relaxed' | 'strict' | undefined
}

const optionsSchema = z.strictObject({
  databaseName: z.string().min(1).optional(),
  indexedDB: z
    .custom<IndexedDbFactoryLike>()
    .superRefine(
      refusing((factory: unknown) => {
        if (factory !== undefined) requireMethods(factory, 'indexedDB', ['open'])
      }),
    )
    .optional(),
  durability: z.enum(['relaxed', 'strict']).optional(),
})

/**
 * Keeps books in IndexedDB: the storage for an app in a browser. Every commit is one transaction of the database, so
 * writers of all tabs are kept apart (`reach` and `isolation` are `'origin'`) and the enforce policy holds across tabs.
 * A commit that resolved survives a crash of the browser (`durability` is `'process_crash'`, or `'disk'` with
 * `durability: 'strict'`). Other tabs hear of it, where the runtime has `BroadcastChannel`.
 *
 * Nothing is opened before the first use. A connection that was lost is opened again; a database that was deleted
 * while it was in use is `storage_unavailable`, and not begun anew as an empty one.
 *
 * @param options - For another database name, factory or durability.
 * @throws `invalid_input` for options that are none.
 *
 * @example
 * ```ts
 * import 'fake-indexeddb/auto' // in a browser, leave this out
 * import { enforcePolicy, openBudgetBook } from 'budgetbook'
 * import { createIndexedDbAdapter } from 'budgetbook/indexeddb'
 *
 * const storage = createIndexedDbAdapter({ databaseName: 'household' })
 * const book = await openBudgetBook({ storage, allocationPolicy: enforcePolicy() })
 * await book.categories.create({ name: 'Travel' })
 * console.log(await storage.open())
 * // => { reach: 'origin', isolation: 'origin', durability: 'process_crash' }
 * ```
 */
export function createIndexedDbAdapter(options: IndexedDbOptions = {}): StorageAdapter {
  const { databaseName = 'budgetbook', indexedDB, durability = 'relaxed' } = validate(optionsSchema, options)
  const gate = new OpenGate()
  const listeners = new CommitListeners()
  const connection = new Connection(databaseName, () => findFactory(indexedDB))
  const runner = new TransactionRunner(connection, durability)
  // The database would let commits wait as well; but thousands that wait there slow it down, and the time that one waits
  // for another tab could not be told from the time that it waits for its own.
  const writes = new CallQueue()
  let channel: TabChannel | null = null
  const ready = (bookId: string): void => {
    gate.pass()
    requireBookId(bookId)
    channel ??= new TabChannel(databaseName, listeners)
  }
  const tell: TabChannel['tell'] = (bookId, notice) => {
    channel?.tell(bookId, notice)
    listeners.notify(bookId, notice)
  }
  const onBook =
    <Result>({ bookId }: Call, work: BookWork<Result>): Work<Result> =>
    async (transaction, head, caller) => {
      const book = await BookReader.load(transaction, bookId, head)
      return work(book, caller)
    }

  const write: WriteOnBook = async (call, work, noticeOf) => {
    ready(call.bookId)
    return writes.run(async () => {
      try {
        const result = await runner.write(call, onBook(call, work))
        tell(call.bookId, noticeOf(result))
        return result
      } catch (error) {
        // It may have been stored: whoever listens had better look.
        if (isBudgetBookError(error, 'outcome_unknown')) tell(call.bookId, unknownNotice)
        throw error
      }
    })
  }

  return {
    open: async () => {
      gate.pass()
      await connection.open().catch((error: unknown) => {
        throw typedFailure(error, '')
      })
      return { ...promised, durability: durability === 'strict' ? 'disk' : 'process_crash' }
    },
    ...readingMethods(async (call, work) => {
      ready(call.bookId)
      return runner.read(call, onBook(call, work))
    }),
    ...writingMethods(write),
    subscribe: (bookId, listener) => {
      ready(bookId)
      return listeners.add(bookId, listener)
    },
    close: async () => {
      gate.close()
      // Commits that are on their way end, and are told of.
      await writes.idle()
      channel?.close()
      connection.close()
    },
  }
}

const promised = { reach: 'origin', isolation: 'origin' } as const

type BookWork<Result> = (book: BookReader, caller: CallerCode) => Promise<Result>
type ReadOnBook = <Result>(call: Call, work: BookWork<Result>) => Promise<Result>
type WriteOnBook = <Result>(
  call: Call,
  work: BookWork<Result>,
  noticeOf: (result: Result) => CommitNotice | null,
) => Promise<Result>

function readingMethods(read: ReadOnBook): Pick<StorageAdapter, 'read' | 'page' | 'readAll'> {
  return {
    read: async (bookId, scope, options) =>
      read({ bookId, signal: options?.signal }, async (book, caller) =>
        book.view(caller.run(() => scope(headOf(book)))),
      ),
    page: async (bookId, page, options) =>
      read({ bookId, signal: options?.signal }, async (book, caller) =>
        readPage(
          book,
          caller.run(() => page(headOf(book))),
        ),
      ),
    readAll: async (bookId, options) =>
      read({ bookId, signal: options?.signal }, async (book) => book.contents()),
  }
}

function writingMethods(write: WriteOnBook): Pick<StorageAdapter, 'transact' | 'replace' | 'deleteBook'> {
  const callOf = (bookId: string, { operation, signal }: CommitOptions): Call => ({
    bookId,
    signal,
    operationId: operation?.id ?? null,
  })
  return {
    transact: async (bookId, scope, decide, options) => {
      const watched = watchDecision(decide, options)
      return write(
        callOf(bookId, options),
        async (book, caller) => transact(book, caller, scope, watched.decide, options),
        watched.noticeOf,
      )
    },
    replace: async (bookId, rebuild, options) =>
      write(
        callOf(bookId, options),
        async (book, caller) => replace(book, caller, rebuild, options),
        (committed) => noticeOfReplacement(committed, options),
      ),
    // What cannot be read is not removed either.
    deleteBook: async (bookId) => write({ bookId }, deleteBook, () => unknownNotice),
  }
}

function findFactory(given: IndexedDbFactoryLike | undefined): IDBFactory {
  try {
    const factory = (given ?? globalThis.indexedDB) as IDBFactory | undefined
    if (factory) return factory
  } catch (error) {
    // The browser denies it, for a sandboxed frame or by the user's settings.
    throw unavailable(nameOf(error), 'The browser denies IndexedDB here', error)
  }
  throw unavailable('no_indexeddb', 'There is no IndexedDB here; use another adapter')
}
