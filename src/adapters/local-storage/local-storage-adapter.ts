import * as z from 'zod/mini'
import { objectWith, wholeNumberSchema } from '../../model/fields.js'
import { validate } from '../../model/validate.js'
import { throwIfAborted } from '../../errors/throw-if-aborted.js'
import { LruMap } from '../../lib/lru.js'
import type { StorageAdapter } from '../../storage/adapter.js'
import { defineAdapter } from '../../storage/kit/define-adapter.js'
import type { Call, CommitCall } from '../../storage/kit/engine.js'
import { BookKeys } from './book-keys.js'
import type { BookPlace } from './book-place.js'
import { BookReader } from './book-reader.js'
import { deleteBook, replace, transact } from './book-writer.js'
import { DecodeCache } from './decode-cache.js'
import { ExpenseIds } from './ids/expense-ids.js'
import { KnownBooks } from './known-books.js'
import type { LockManagerLike, RuntimeGlobals, StorageLike } from './platform.js'
import { typedFailures } from './storage-failure.js'
import { Neighbours } from './tabs/neighbours.js'
import { TabConnection } from './tabs/tab-connection.js'
import { isCleared } from './unreadable.js'

/** Options of {@link createLocalStorageAdapter}. */
export interface LocalStorageOptions {
  /**
   * Where to keep the books.
   * @defaultValue the runtime's `localStorage`
   */
  readonly storage?: StorageLike | undefined
  /**
   * The prefix of every key.
   * @defaultValue `'budgetbook:'`
   */
  readonly keyPrefix?: string | undefined
  /**
   * The lock manager that lets tabs write one after the other; `null` for no lock manager.
   * @defaultValue `navigator.locks`, if the runtime has it
   */
  readonly locks?: LockManagerLike | null | undefined
  /**
   * How long a write waits for the lock, in milliseconds: 1 to 2,147,483,647. After that it throws
   * `storage_unavailable` with the reason `lock_timeout`: the tab that holds the lock hangs.
   * @defaultValue `30_000`
   */
  readonly lockTimeout?: number | undefined
}

// The longest time that a timer accepts.
const maxTimeout = 2_147_483_647

// Limits the memory. An adapter reads again from the texts of a book what it has forgotten.
const maxBooks = 8

type Remembered = Pick<BookPlace, 'keys' | 'expenseIds'>

function newlySeen(keyPrefix: string, bookId: string): Remembered {
  return { keys: new BookKeys(keyPrefix, bookId), expenseIds: new ExpenseIds() }
}

const optionsSchema = z.strictObject({
  storage: z.optional(objectWith<StorageLike>('storage', ['key', 'getItem', 'setItem', 'removeItem'])),
  keyPrefix: z.optional(z.string()),
  locks: z.optional(z.nullable(objectWith<LockManagerLike>('locks', ['request']))),
  lockTimeout: z.optional(wholeNumberSchema(1, maxTimeout)),
})

/**
 * Keeps books in `localStorage`: each month under its own key, and a head for everything else. The adapter never
 * evicts or resets data. Before an import or a deletion overwrites unreadable data, it keeps a copy under other keys.
 * Every tab of the origin can reach the data (`reach: 'origin'`). In a page, `locks` and storage events serialize the
 * writers of all tabs, if a self-test in `open` shows that this works (`isolation: 'origin'`). Otherwise only the
 * writers of one adapter are serialized (`'instance'`), and the enforce policy is refused unless
 * `acceptWeakIsolation` is set. Browsers write to the disk late (`durability: 'deferred'`).
 *
 * @param options - Another storage, key prefix, lock manager or time to wait for the lock.
 * @throws `invalid_input` for invalid options.
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

/** The adapter with the given globals, which are those of its tab. */
export function localStorageAdapter(globals: RuntimeGlobals, options: LocalStorageOptions): StorageAdapter {
  const { keyPrefix = 'budgetbook:', lockTimeout = 30_000, ...given } = validate(optionsSchema, options)
  const cache = new DecodeCache()
  const known = new KnownBooks()
  const books = new LruMap<string, Remembered>(maxBooks)
  const tab = new TabConnection(globals, { ...given, lockTimeout }, keyPrefix)
  const neighbours = new Neighbours(keyPrefix, known)

  const connect = (): StorageLike => {
    const storage = tab.storage()
    neighbours.join(storage, tab.page())
    return storage
  }
  const remembered = (bookId: string): Remembered => {
    const book = books.get(bookId) ?? newlySeen(keyPrefix, bookId)
    books.set(bookId, book)
    return book
  }
  const placeOf = (bookId: string): BookPlace => {
    const storage = connect()
    return { storage: typedFailures(storage, bookId), bookId, cache, known, ...remembered(bookId) }
  }
  const read = async <Result>({ bookId }: Call, work: (reader: BookReader) => Result): Promise<Result> => {
    const book = placeOf(bookId)
    try {
      return BookReader.consistently(book, work)
    } catch (error) {
      if (!isCleared(error)) throw error
      // Perhaps another tab has deleted the book, and its event has not arrived yet.
      await tab.catchUp()
      return BookReader.consistently(book, work)
    }
  }
  const write = async <Result>(
    { bookId, signal, operation }: Call & Partial<CommitCall>,
    work: (book: BookPlace) => Result,
  ): Promise<Result> => {
    const lockName = remembered(bookId).keys.base
    return tab.alone({ lockName, operationId: operation?.id ?? null, signal }, () => {
      // The call may have been aborted while it waited for the lock.
      throwIfAborted(signal)
      return work(placeOf(bookId))
    })
  }

  return defineAdapter({
    open: async () => ({ reach: 'origin', isolation: await tab.isolation(), durability: 'deferred' }),
    read: async (call, scope) => read(call, (reader) => reader.view(scope)),
    page: async (call, page) => read(call, (reader) => reader.page(page)),
    readAll: async (call) => read(call, (reader) => reader.contents()),
    transact: async (call, scope, decide) => write(call, (book) => transact(book, scope, decide, call)),
    replace: async (call, rebuild) => write(call, (book) => replace(book, rebuild, call)),
    deleteBook: async (call) =>
      write(call, (book) => {
        deleteBook(book)
        books.delete(call.bookId)
        neighbours.forget(call.bookId)
      }),
    hearOthers: (tell) => {
      try {
        connect()
      } catch {
        // There is no storage. The first call that needs one will throw.
      }
      return neighbours.hearOthers(tell)
    },
    tellOthers: (bookId, notice) => neighbours.tell(bookId, notice),
    close: async () => {
      neighbours.close()
      tab.close()
    },
  })
}
