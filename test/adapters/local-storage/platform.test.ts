import { afterEach, describe, expect, it, vi } from 'vitest'
import { createLocalStorageAdapter, type LockManagerLike } from 'budgetbook'
import { commit, commitOptions, inserting, theBook } from '../../../src/testing/conformance/commits.js'
import { makeCategory, makeExpense } from '../../../src/testing/conformance/entities.js'
import { observe } from '../../../src/testing/conformance/observations.js'
import { mapStorage } from '../../support/storages/storage-like.js'
import { observedStorage, type StorageOperation } from './observed-storage.js'
import { sampleStorage } from './sample-book.js'

afterEach(() => {
  vi.unstubAllGlobals()
})

const denied = Object.assign(new Error('The operation is insecure.'), { name: 'SecurityError', code: 18 })

/** Puts a getter in the place of a global, for the time of a test. */
function stubGetter(name: string, get: () => unknown): void {
  vi.stubGlobal(name, undefined)
  Object.defineProperty(globalThis, name, { configurable: true, get })
}

describe('the globals of a browser', () => {
  it('are not touched by an import, nor by making an adapter', async () => {
    const touched: string[] = []
    for (const name of ['localStorage', 'navigator', 'window', 'document', 'sessionStorage']) {
      stubGetter(name, () => {
        touched.push(name)
        throw denied
      })
    }
    vi.resetModules()
    const fresh = await import('../../../src/index.js')
    fresh.createLocalStorageAdapter()
    expect(touched).toEqual([])
  })

  it('are used where nothing else is given', async () => {
    const storage = mapStorage()
    vi.stubGlobal('localStorage', storage)
    vi.stubGlobal('navigator', undefined)
    await commit(createLocalStorageAdapter(), [inserting.category(makeCategory('food'))])
    expect([...storage.items.keys()]).toEqual(['budgetbook:book/head'])
  })

  it('are storage_unavailable where there is no localStorage', async () => {
    vi.stubGlobal('localStorage', undefined)
    await expect(createLocalStorageAdapter().open()).rejects.toMatchObject({
      code: 'storage_unavailable',
      details: { reason: 'no_local_storage' },
    })
  })

  it('are storage_unavailable where the browser denies localStorage', async () => {
    stubGetter('localStorage', () => {
      throw denied
    })
    await expect(createLocalStorageAdapter().open()).rejects.toMatchObject({
      code: 'storage_unavailable',
      cause: denied,
    })
  })
})

describe('a storage that fails', () => {
  const write = async (storage: ReturnType<typeof observedStorage>) =>
    commit(createLocalStorageAdapter({ storage, locks: null }), [
      inserting.category(makeCategory('new')),
      inserting.expense(makeExpense('new', 'food', '2026-02-20', '1.00')),
    ])
  const names: readonly StorageOperation['name'][] = ['getItem', 'setItem', 'length', 'key']

  it.each(names)('is storage_unavailable, with the failure as its cause: %s', async (failing) => {
    const sample = await sampleStorage()
    // Keys are only gone through where there is no head.
    const inner =
      failing === 'length' || failing === 'key' ? mapStorage({ items: new Map([['a', 'b']]) }) : sample
    const storage = observedStorage(inner, {
      before: ({ name }) => {
        if (name === failing) throw denied
      },
    })
    await expect(write(storage)).rejects.toMatchObject({
      code: 'storage_unavailable',
      details: { reason: 'SecurityError' },
      cause: denied,
    })
  })

  it.each([
    { name: 'QuotaExceededError' },
    { name: 'NS_ERROR_DOM_QUOTA_REACHED' },
    { name: 'Error', code: 22 },
    { name: 'Error', code: 1014 },
  ])('is quota_exceeded however the browser calls it: %o', async (kind) => {
    const full = Object.assign(new Error('full'), kind)
    const storage = observedStorage(await sampleStorage(), {
      before: ({ name }) => {
        if (name === 'setItem') throw full
      },
    })
    await expect(write(storage)).rejects.toMatchObject({ code: 'quota_exceeded', cause: full })
  })

  it.each([undefined, null, 'full', 22])('is storage_unavailable where it throws %j', async (thrown) => {
    const storage = observedStorage(await sampleStorage(), {
      before: ({ name }) => {
        // oxlint-disable-next-line typescript/only-throw-error -- a storage of one's own may throw anything
        if (name === 'setItem') throw thrown
      },
    })
    await expect(write(storage)).rejects.toMatchObject({ code: 'storage_unavailable' })
  })

  it('harms nothing where only what is left over cannot be removed: the commit stands', async () => {
    const inner = await sampleStorage()
    const storage = observedStorage(inner, {
      before: ({ name }) => {
        if (name === 'removeItem') throw denied
      },
    })
    await write(storage)
    const adapter = createLocalStorageAdapter({ storage: inner, locks: null })
    expect((await observe(adapter)).expenses.map(({ id }) => id)).toContain('new')
  })
})

/** Locks that are granted when the test says so. */
function manualLocks() {
  const names: string[] = []
  const waiting: (() => void)[] = []
  const locks: LockManagerLike = {
    request: async (name, _, callback) => {
      names.push(name)
      await new Promise<void>((resolve) => waiting.push(resolve))
      return callback()
    },
  }
  /** Waits until the lock is asked for. */
  const asked = async () => vi.waitFor(() => expect(waiting.length).toBeGreaterThan(0))
  return { locks, names, asked, grant: () => waiting.shift()?.() }
}

describe('locks', () => {
  const calls = {
    transact: async (adapter: ReturnType<typeof createLocalStorageAdapter>, bookId: string) =>
      commit(adapter, [inserting.category(makeCategory('food'))], { bookId }),
    replace: async (adapter: ReturnType<typeof createLocalStorageAdapter>, bookId: string) =>
      adapter.replace(bookId, (contents) => ({ contents, receipt: {} }), commitOptions()),
    deleteBook: async (adapter: ReturnType<typeof createLocalStorageAdapter>, bookId: string) =>
      adapter.deleteBook(bookId),
  }

  it.each(Object.entries(calls))(
    'are held by %s: one for each book, before anything is read',
    async (_, call) => {
      const { locks, names, asked, grant } = manualLocks()
      const operations: StorageOperation[] = []
      const storage = observedStorage(mapStorage(), { after: (operation) => operations.push(operation) })
      const adapter = createLocalStorageAdapter({ storage, locks })
      for (const bookId of ['a', 'a', 'a/b']) {
        operations.length = 0
        const done = call(adapter, bookId).catch((error: unknown) => error)
        await asked()
        expect(operations).toEqual([])
        grant()
        await done
        expect(operations.length).toBeGreaterThan(0)
      }
      expect(names).toEqual(['budgetbook:a/', 'budgetbook:a/', 'budgetbook:a%2Fb/'])
    },
  )

  it('are not needed to read', async () => {
    const { locks, names } = manualLocks()
    const adapter = createLocalStorageAdapter({ storage: await sampleStorage(), locks })
    await adapter.open()
    await observe(adapter)
    await adapter.page(theBook, () => ({ limit: 1 }))
    expect(names).toEqual([])
  })

  it('are those of the browser unless others are given, and none for null', async () => {
    const { locks, names, asked, grant } = manualLocks()
    vi.stubGlobal('navigator', { locks })
    const done = calls.transact(createLocalStorageAdapter({ storage: mapStorage() }), 'a')
    await asked()
    grant()
    await done
    expect(names).toEqual(['budgetbook:a/'])
    await calls.transact(createLocalStorageAdapter({ storage: mapStorage(), locks: null }), 'a')
    expect(names).toEqual(['budgetbook:a/'])
  })

  it('may be waited for in vain: what was aborted meanwhile is not written', async () => {
    const { locks, asked, grant } = manualLocks()
    const storage = mapStorage()
    const adapter = createLocalStorageAdapter({ storage, locks })
    const signal = { aborted: false, reason: 'gone' }
    const aborted = commit(adapter, [inserting.category(makeCategory('food'))], { signal })
    await asked()
    signal.aborted = true
    grant()
    await expect(aborted).rejects.toMatchObject({ code: 'aborted', cause: 'gone' })
    expect(storage.items.size).toBe(0)
  })

  it('are waited for by close: what was asked for before is written, what is asked for after is not', async () => {
    const { locks, asked, grant } = manualLocks()
    const storage = mapStorage()
    const adapter = createLocalStorageAdapter({ storage, locks })
    const before = calls.transact(adapter, 'a')
    await asked()
    const closing = adapter.close()
    await expect(calls.transact(adapter, 'a')).rejects.toMatchObject({ code: 'closed' })
    grant()
    await closing
    expect(await before).toMatchObject({ replayed: false })
    expect(storage.items.size).toBe(1)
  })

  it.each<[string, LockManagerLike['request'], object]>([
    [
      'not granted',
      async () => undefined as never,
      { code: 'storage_unavailable', details: { reason: 'no_lock' } },
    ],
    [
      'denied',
      async () => Promise.reject(denied),
      { code: 'storage_unavailable', details: { reason: 'no_lock' }, cause: denied },
    ],
  ])('write nothing where they are %s', async (_, request, failure) => {
    const storage = mapStorage()
    const adapter = createLocalStorageAdapter({ storage, locks: { request } })
    await expect(calls.transact(adapter, 'a')).rejects.toMatchObject(failure)
    expect(storage.items.size).toBe(0)
  })

  it('do not undo what was done under them, should they break afterwards', async () => {
    const storage = mapStorage()
    const request: LockManagerLike['request'] = async (_name, _options, callback) => {
      await callback()
      throw denied
    }
    const adapter = createLocalStorageAdapter({ storage, locks: { request } })
    expect((await calls.transact(adapter, 'a')).replayed).toBe(false)
    expect(storage.items.size).toBe(1)
  })
})
