import * as z from 'zod/mini'
import { issueOf } from '../../errors/invalid-input.js'
import { objectWith } from '../../model/fields.js'
import { finding } from '../../model/schema.js'
import { validate } from '../../model/validate.js'
import type { StorageAdapter } from '../../storage/adapter.js'
import { defineAdapter } from '../../storage/kit/define-adapter.js'
import type { Call } from '../../storage/kit/engine.js'
import { readPage } from './book-pages.js'
import { BookReader, headOf } from './book-reader.js'
import { deleteBook, replace, transact } from './book-writer.js'
import { Connection } from './connection.js'
import { nameOf, typedFailure, unavailable } from './failures.js'
import { readHistory } from './history-records.js'
import { TabChannel } from './tab-channel.js'
import { TransactionRunner, type Work } from './transaction-runner.js'

/**
 * The part of a database factory that the adapter uses. The runtime's `indexedDB` fits.
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
  /** Opens a database. Creates it if it does not exist. */
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
   * The database factory. The classes of its objects, such as `IDBRequest`, must exist as globals.
   * @defaultValue the runtime's `indexedDB`
   */
  readonly indexedDB?: IndexedDbFactoryLike | undefined
  /**
   * What a resolved commit survives. `'relaxed'`: a crash of the browser. `'strict'`: also a loss of power, but each
   * commit waits for the disk.
   * @defaultValue `'relaxed'`
   */
  readonly durability?: 'relaxed' | 'strict' | undefined
}

const optionsSchema = z.strictObject({
  databaseName: z.optional(
    z
      .string()
      .check(
        finding((name) =>
          name === '' ? issueOf('too_short', 'At least 1 character is needed', { minimum: 1 }) : null,
        ),
      ),
  ),
  indexedDB: z.optional(objectWith<IndexedDbFactoryLike>('indexedDB', ['open'])),
  durability: z.optional(z.enum(['relaxed', 'strict'])),
})

/**
 * Keeps books in IndexedDB: the storage for an app in a browser. Every commit is one transaction of the database, so
 * writers of all tabs are serialized (`reach` and `isolation` are `'origin'`) and the enforce policy works across
 * tabs. A resolved commit survives a crash of the browser (`durability` is `'process_crash'`, or `'disk'` with
 * `durability: 'strict'`). It can keep a history. Other tabs hear of a commit if the runtime has `BroadcastChannel`.
 *
 * Browsers may still delete a database: to make room, or, in Chromium, some starts after a crash that tore its log. Keep
 * a copy elsewhere. See `docs/browser.md`.
 *
 * The database is opened at the first use. A lost connection is opened again. If the database was deleted while it
 * was in use, calls throw `storage_unavailable` instead of starting with an empty one.
 *
 * @param options - For another database name, factory or durability.
 * @throws `invalid_input` for invalid options.
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
 * const { reach, isolation, durability, history } = await storage.open()
 * console.log(reach, isolation, durability, history) // => origin origin process_crash true
 * ```
 */
export function createIndexedDbAdapter(options: IndexedDbOptions = {}): StorageAdapter {
  const { databaseName = 'budgetbook', indexedDB, durability = 'relaxed' } = validate(optionsSchema, options)
  const connection = new Connection(databaseName, () => findFactory(indexedDB))
  const runner = new TransactionRunner(connection, durability)
  const channel = new TabChannel(databaseName)
  const onBook =
    <Result>({ bookId }: Call, work: (book: BookReader) => Promise<Result>): Work<Result> =>
    async (transaction, head) =>
      work(await BookReader.load(transaction, bookId, head))
  const onAnyBook =
    <Result>({ bookId }: Call, work: (book: BookReader) => Promise<Result>): Work<Result> =>
    async (transaction, head) =>
      work(await BookReader.withDamage(transaction, bookId, head))

  return defineAdapter({
    // The database would queue commits too. But thousands of queued commits slow it down, and the time limit is for
    // waiting for another tab, not for the own queue.
    queue: 'adapter',
    open: async () => {
      await connection.open().catch((error: unknown) => {
        throw typedFailure(error, '')
      })
      return { ...promised, durability: durability === 'strict' ? 'disk' : 'process_crash', history: true }
    },
    read: async (call, scope) =>
      runner.read(
        call,
        onBook(call, async (book) => book.view(scope(headOf(book)))),
      ),
    page: async (call, page) =>
      runner.read(
        call,
        onBook(call, async (book) => readPage(book, page(headOf(book)))),
      ),
    readAll: async (call) =>
      runner.read(
        call,
        onBook(call, async (book) => book.contents()),
      ),
    history: async (call, query) =>
      runner.read(
        call,
        onBook(call, async (book) => readHistory(book, query)),
      ),
    transact: async (call, scope, decide) =>
      runner.write(
        call,
        onBook(call, async (book) => transact(book, scope, decide, call)),
      ),
    replace: async (call, rebuild) =>
      runner.write(
        call,
        onAnyBook(call, async (book) => replace(book, rebuild, call)),
      ),
    deleteBook: async (call) => runner.write(call, onAnyBook(call, deleteBook)),
    hearOthers: (tell) => channel.hear(tell),
    tellOthers: (bookId, notice) => channel.tell(bookId, notice),
    close: async () => {
      channel.close()
      connection.close()
    },
  })
}

const promised = { reach: 'origin', isolation: 'origin' } as const

function findFactory(given: IndexedDbFactoryLike | undefined): IDBFactory {
  try {
    const factory = (given ?? globalThis.indexedDB) as IDBFactory | undefined
    if (factory) return factory
  } catch (error) {
    // The browser denies it, for a sandboxed frame or by the user's settings.
    throw unavailable(nameOf(error), 'The browser denies IndexedDB here. Use another adapter', error)
  }
  throw unavailable('no_indexeddb', 'This runtime has no IndexedDB. Use another adapter')
}
