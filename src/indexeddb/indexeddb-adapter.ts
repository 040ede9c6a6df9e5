import * as z from 'zod'
import { requireMethods } from '../errors/invalid-input.js'
import { refusing, validate } from '../model/validate.js'
import type { CommitOptions, StorageAdapter } from '../storage/adapter.js'
import { requireBookId } from '../storage/book-id.js'
import {
  CommitListeners,
  noticeOfReplacement,
  unknownNotice,
  watchDecision,
} from '../storage/commit-listeners.js'
import { OpenGate } from '../storage/open-gate.js'
import { readPage } from './book-pages.js'
import { BookReader, headOf } from './book-reader.js'
import { deleteBook, replace, transact } from './book-writer.js'
import { Connection } from './connection.js'
import { nameOf, typedFailure, unavailable, type CallerCode } from './failures.js'
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
   * Where databases come from.
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
    ...writingMethods(async (call, work) => {
      ready(call.bookId)
      return runner.write(call, onBook(call, work))
    }, tell),
    deleteBook: async (bookId) => {
      ready(bookId)
      await runner.write({ bookId }, async (transaction) => deleteBook(transaction, bookId))
      tell(bookId, unknownNotice)
    },
    subscribe: (bookId, listener) => {
      ready(bookId)
      return listeners.add(bookId, listener)
    },
    close: async () => {
      gate.close()
      channel?.close()
      connection.close()
    },
  }
}

const promised = { reach: 'origin', isolation: 'origin' } as const

type BookWork<Result> = (book: BookReader, caller: CallerCode) => Promise<Result>
type RunOnBook = <Result>(call: Call, work: BookWork<Result>) => Promise<Result>

function readingMethods(read: RunOnBook): Pick<StorageAdapter, 'read' | 'page' | 'readAll'> {
  return {
    read: async (bookId, scope, options) =>
      read({ bookId, ...options }, async (book, caller) => book.view(caller.run(() => scope(headOf(book))))),
    page: async (bookId, page, options) =>
      read({ bookId, ...options }, async (book, caller) =>
        readPage(
          book,
          caller.run(() => page(headOf(book))),
        ),
      ),
    readAll: async (bookId, options) => read({ bookId, ...options }, async (book) => book.contents()),
  }
}

function writingMethods(
  write: RunOnBook,
  tell: TabChannel['tell'],
): Pick<StorageAdapter, 'transact' | 'replace'> {
  const callOf = (bookId: string, { operation, signal }: CommitOptions): Call => ({
    bookId,
    signal,
    operationId: operation?.id ?? null,
  })
  return {
    transact: async (bookId, scope, decide, options) => {
      const watched = watchDecision(decide, options)
      const committed = await write(callOf(bookId, options), async (book, caller) =>
        transact(book, caller, scope, watched.decide, options),
      )
      tell(bookId, watched.noticeOf(committed))
      return committed
    },
    replace: async (bookId, rebuild, options) => {
      const committed = await write(callOf(bookId, options), async (book, caller) =>
        replace(book, caller, rebuild, options),
      )
      tell(bookId, noticeOfReplacement(committed, options))
      return committed
    },
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
