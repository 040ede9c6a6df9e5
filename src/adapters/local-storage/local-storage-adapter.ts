import * as z from 'zod/mini'
import { objectWith } from '../../model/fields.js'
import { validate } from '../../model/validate.js'
import { throwIfAborted } from '../../errors/throw-if-aborted.js'
import type { StorageAdapter } from '../../storage/adapter.js'
import { defineAdapter } from '../../storage/kit/define-adapter.js'
import type { Call, CommitCall } from '../../storage/kit/engine.js'
import { BookKeys } from './book-keys.js'
import { BookPlace } from './book-place.js'
import { BookReader } from './book-reader.js'
import { deleteBook, replace, transact } from './book-writer.js'
import { DecodeCache } from './decode-cache.js'
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
  storage: z.optional(objectWith<StorageLike>('storage', ['key', 'getItem', 'setItem', 'removeItem'])),
  keyPrefix: z.optional(z.string()),
  locks: z.optional(z.nullable(objectWith<LockManagerLike>('locks', ['request']))),
})

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
  const cache = new DecodeCache()
  const tab = new TabConnection(globals, given, keyPrefix)

  const read = <Result>({ bookId }: Call, work: (reader: BookReader) => Result): Result =>
    BookReader.consistently(placeOf(bookId), work)
  const write = async <Result>(
    { bookId, signal, operation }: Call & Partial<CommitCall>,
    work: (book: BookPlace) => Result,
  ): Promise<Result> =>
    tab.alone(
      new BookKeys(keyPrefix, bookId).base,
      () => {
        // The lock may have taken its time.
        throwIfAborted(signal)
        return work(placeOf(bookId))
      },
      operation?.id ?? null,
    )
  const placeOf = (bookId: string): BookPlace => {
    const storage = typedFailures(tab.storage(), bookId)
    return new BookPlace(storage, bookId, new BookKeys(keyPrefix, bookId), cache)
  }

  return defineAdapter({
    open: async () => ({ reach: 'origin', isolation: await tab.isolation(), durability: 'deferred' }),
    read: async (call, scope) => read(call, (reader) => reader.view(scope)),
    page: async (call, page) => read(call, (reader) => reader.page(page)),
    readAll: async (call) => read(call, (reader) => reader.contents()),
    transact: async (call, scope, decide) => write(call, (book) => transact(book, scope, decide, call)),
    replace: async (call, rebuild) => write(call, (book) => replace(book, rebuild, call)),
    deleteBook: async (call) => write(call, deleteBook),
    hearOthers: (tell) => tab.hearOthers(tell),
    close: async () => tab.close(),
  })
}
