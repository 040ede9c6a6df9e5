import * as z from 'zod'
import { BudgetBookError } from '../../errors/budget-book-error.js'
import { requireMethods } from '../../errors/invalid-input.js'
import { refusing, validate } from '../../model/validate.js'
import { requireBookId } from '../book-id.js'
import { throwIfAborted } from '../../errors/abort.js'
import type { Capabilities, ReadOptions, StorageAdapter } from '../adapter.js'
import { CommitListeners } from '../commit-listeners.js'
import { OpenGate } from '../open-gate.js'
import { BookKeys } from './book-keys.js'
import { BookPlace } from './book-place.js'
import { BookReader } from './book-reader.js'
import { deleteBook, replace, transact } from './book-writer.js'
import { DecodeCache } from './decode-cache.js'
import type { BrowserGlobals, LockManagerLike, StorageLike } from './platform.js'
import { typedFailures } from './storage-failure.js'
import { underLock } from './under-lock.js'

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

// It must never pass for cross-tab safety: a tab can hold the lock and still read a stale copy of the storage.
const capabilities: Capabilities = { reach: 'origin', isolation: 'instance', durability: 'deferred' }

/**
 * Keeps books in `localStorage`: each month under its own key, and a head for what spans months. Nothing is evicted,
 * reset or overwritten when it cannot be read. Every tab of the origin reaches the data (`reach: 'origin'`), but only
 * the writers of one tab are kept from racing (`isolation: 'instance'`), so the enforce policy is refused unless
 * `acceptWeakIsolation` is set. Browsers flush it late (`durability: 'deferred'`).
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
  const { keyPrefix = 'budgetbook:', ...given } = validate(optionsSchema, options)
  const gate = new OpenGate()
  const listeners = new CommitListeners()
  const cache = new DecodeCache()
  let storage: StorageLike | null = null
  const placeOf = (bookId: string): BookPlace => {
    storage ??= findStorage(given.storage)
    return new BookPlace(typedFailures(storage, bookId), bookId, new BookKeys(keyPrefix, bookId), cache)
  }

  const run = <Result>(
    bookId: string,
    work: (book: BookPlace) => Result,
    { signal }: ReadOptions = {},
  ): Result => {
    gate.pass()
    requireBookId(bookId)
    throwIfAborted(signal)
    return work(placeOf(bookId))
  }
  const runLocked = async <Result>(
    bookId: string,
    work: (book: BookPlace) => Result,
    readOptions?: ReadOptions,
  ): Promise<Result> => {
    requireBookId(bookId)
    const locks = given.locks === undefined ? (globalThis as BrowserGlobals).navigator?.locks : given.locks
    const name = new BookKeys(keyPrefix, bookId).base
    return underLock(locks, name, () => run(bookId, work, readOptions))
  }

  return {
    open: async () => {
      gate.pass()
      storage ??= findStorage(given.storage)
      return { ...capabilities }
    },
    read: async (bookId, scope, readOptions) =>
      run(bookId, (book) => BookReader.consistently(book, (reader) => reader.view(scope)), readOptions),
    page: async (bookId, page, readOptions) =>
      run(bookId, (book) => BookReader.consistently(book, (reader) => reader.page(page)), readOptions),
    readAll: async (bookId, readOptions) =>
      run(bookId, (book) => BookReader.consistently(book, (reader) => reader.contents()), readOptions),
    transact: (bookId, scope, decide, commit) =>
      runLocked(
        bookId,
        (book) =>
          listeners.afterTransact(bookId, decide, commit, (observed) =>
            transact(book, scope, observed, commit),
          ),
        commit,
      ),
    replace: (bookId, rebuild, commit) =>
      runLocked(
        bookId,
        (book) => listeners.afterReplace(bookId, commit, () => replace(book, rebuild, commit)),
        commit,
      ),
    deleteBook: (bookId) =>
      runLocked(bookId, (book) => {
        deleteBook(book)
        listeners.notify(bookId, { source: null, operationId: null, months: 'all', changes: 'unknown' })
      }),
    subscribe: (bookId, listener) => listeners.add(bookId, listener),
    close: async () => gate.close(),
  }
}

function findStorage(given: StorageLike | undefined): StorageLike {
  let storage: StorageLike | undefined
  try {
    storage = given ?? (globalThis as BrowserGlobals).localStorage
  } catch (error) {
    throw unavailable(error) // the browser denies it, for a sandboxed frame or by the user's settings
  }
  if (!storage) throw unavailable(undefined)
  return storage
}

function unavailable(cause: unknown): Error {
  return new BudgetBookError(
    'storage_unavailable',
    'There is no localStorage here; pass one as `storage`, or use another adapter',
    { reason: 'no_local_storage' },
    { cause },
  )
}
