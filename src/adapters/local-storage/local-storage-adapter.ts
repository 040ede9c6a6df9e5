import * as z from 'zod'
import { requireMethods } from '../../errors/invalid-input.js'
import { refusing, validate } from '../../model/validate.js'
import { requireBookId } from '../../storage/kit/book-id.js'
import { throwIfAborted } from '../../errors/throw-if-aborted.js'
import type { CommitOptions, ReadOptions, StorageAdapter } from '../../storage/adapter.js'
import {
  CommitListeners,
  noticeOfReplacement,
  unknownNotice,
  watchDecision,
} from '../../storage/kit/commit-listeners.js'
import { OpenGate } from '../../storage/kit/open-gate.js'
import { BookKeys } from './book-keys.js'
import { BookPlace } from './book-place.js'
import { BookReader } from './book-reader.js'
import { deleteBook, replace, transact } from './book-writer.js'
import { DecodeCache } from '../../lib/decode-cache.js'
import type { LockManagerLike, RuntimeGlobals, StorageLike } from './platform.js'
import { typedFailures } from './storage-failure.js'
import { TabConnection } from './tab-connection.js'

/** Options of {@link createLocalStorageAdapter}. */
export interface LocalStorageOptions {
  /**
   * Where to keep the books.
   * @defaultValue the runtime's `localStorage`
   */
  readonly storage?: StorageLike | undefined
  /**
   * What every key begins with.
   * @defaultValue `'budgetbook:'`
   */
  readonly keyPrefix?: string | undefined
  /**
   * Takes turns with other tabs that write; `null` for none.
   * @defaultValue `navigator.locks`, where the runtime has it
   */
  readonly locks?: LockManagerLike | null | undefined
}

const optionsSchema = z.strictObject({
  storage: z
    .custom<StorageLike>()
    .superRefine(refusing((storage: unknown) => requireOptional(storage, 'storage', storageMethods)))
    .optional(),
  keyPrefix: z.string().optional(),
  locks: z
    .custom<LockManagerLike>()
    .superRefine(refusing((locks: unknown) => requireOptional(locks, 'locks', ['request'])))
    .nullable()
    .optional(),
})
const storageMethods = ['key', 'getItem', 'setItem', 'removeItem']

function requireOptional(value: unknown, what: string, methods: readonly string[]): void {
  if (value !== undefined) requireMethods(value, what, methods)
}

/**
 * Keeps books in `localStorage`: each month under its own key, and a head for what spans months. Nothing is evicted,
 * reset or overwritten when it cannot be read. Every tab of the origin reaches the data (`reach: 'origin'`). In a page,
 * their writers are kept apart by `locks` and storage events, where a self-test in `open` shows that this works
 * (`isolation: 'origin'`); elsewhere only those of one adapter are (`'instance'`), and the enforce policy is refused
 * unless `acceptWeakIsolation` is set. Browsers flush it late (`durability: 'deferred'`).
 *
 * @param options - For another storage, key prefix or lock manager.
 *
 * @example
 * ```ts
 * import { createLocalStorageAdapter, openBudgetBook, type StorageLike } from 'budgetbook'
 *
 * const items = new Map<string, string>() // in a browser, leave `storage` out
 * const storage: StorageLike = {
 *   get length() {
 *     return items.size
 *   },
 *   key: (index) => [...items.keys()][index] ?? null,
 *   getItem: (key) => items.get(key) ?? null,
 *   setItem: (key, value) => void items.set(key, value),
 *   removeItem: (key) => void items.delete(key),
 * }
 * const book = await openBudgetBook({ storage: createLocalStorageAdapter({ storage }) })
 * await book.categories.create({ name: 'Travel' })
 * console.log([...items.keys()].join()) // => budgetbook:default/head
 * ```
 */
export function createLocalStorageAdapter(options: LocalStorageOptions = {}): StorageAdapter {
  return localStorageAdapter(globalThis as unknown as RuntimeGlobals, options)
}

/** The adapter among the given globals: those of the tab that it works for. */
export function localStorageAdapter(globals: RuntimeGlobals, options: LocalStorageOptions): StorageAdapter {
  const { keyPrefix = 'budgetbook:', ...given } = validate(optionsSchema, options)
  const gate = new OpenGate()
  const listeners = new CommitListeners()
  const cache = new DecodeCache()
  const tab = new TabConnection(globals, given, keyPrefix, listeners)

  const run = <Result>(
    bookId: string,
    work: (book: BookPlace) => Result,
    { signal }: ReadOptions = {},
  ): Result => {
    gate.pass()
    requireBookId(bookId)
    throwIfAborted(signal)
    const storage = typedFailures(tab.storage(), bookId)
    return work(new BookPlace(storage, bookId, new BookKeys(keyPrefix, bookId), cache))
  }
  const runAlone = async <Result>(
    bookId: string,
    work: (book: BookPlace) => Result,
    commit?: Pick<CommitOptions, 'signal' | 'operation'>,
  ): Promise<Result> => {
    gate.pass()
    requireBookId(bookId)
    throwIfAborted(commit?.signal)
    const name = new BookKeys(keyPrefix, bookId).base
    return tab.alone(name, () => run(bookId, work, commit), commit?.operation?.id ?? null)
  }

  return {
    open: async () => {
      gate.pass()
      return { reach: 'origin', isolation: await tab.isolation(), durability: 'deferred' }
    },
    read: async (bookId, scope, readOptions) =>
      run(bookId, (book) => BookReader.consistently(book, (reader) => reader.view(scope)), readOptions),
    page: async (bookId, page, readOptions) =>
      run(bookId, (book) => BookReader.consistently(book, (reader) => reader.page(page)), readOptions),
    readAll: async (bookId, readOptions) =>
      run(bookId, (book) => BookReader.consistently(book, (reader) => reader.contents()), readOptions),
    transact: async (bookId, scope, decide, commit) => {
      const watched = watchDecision(decide, commit)
      const committed = await runAlone(
        bookId,
        (book) => transact(book, scope, watched.decide, commit),
        commit,
      )
      listeners.notify(bookId, watched.noticeOf(committed))
      return committed
    },
    replace: async (bookId, rebuild, commit) => {
      const committed = await runAlone(bookId, (book) => replace(book, rebuild, commit), commit)
      listeners.notify(bookId, noticeOfReplacement(committed, commit))
      return committed
    },
    deleteBook: async (bookId) => {
      await runAlone(bookId, deleteBook)
      listeners.notify(bookId, unknownNotice)
    },
    subscribe: (bookId, listener) => {
      gate.pass()
      tab.hearOthers()
      requireBookId(bookId)
      return listeners.add(bookId, listener)
    },
    close: async () => {
      gate.close()
      tab.close()
    },
  }
}
