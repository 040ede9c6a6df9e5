import { describe, expect, it } from 'vitest'
import { createLocalStorageAdapter, type LockManagerLike } from 'budgetbook'
import { commit, inserting, putting, removing } from '../../../../src/testing/conformance/commits.js'
import { february, makeCategory, makeExpense } from '../../../../src/testing/conformance/entities.js'
import { localStorageAdapter } from '../../../../src/adapters/local-storage/local-storage-adapter.js'
import type {
  FrameLike,
  RuntimeGlobals,
  StorageEventLike,
} from '../../../../src/adapters/local-storage/platform.js'
import { mapStorage } from '../../../support/storages/storage-like.js'

describe('an adapter whose prefix begins like a book of another', () => {
  it('leaves that book alone, and is left alone', async () => {
    const storage = mapStorage()
    const outer = createLocalStorageAdapter({ storage, locks: null })
    const inner = createLocalStorageAdapter({ storage, locks: null, keyPrefix: 'budgetbook:default/' })
    await commit(inner, [inserting.category(makeCategory('inside'))], { bookId: 'month' })
    const inside = storage.items.get('budgetbook:default/month/head')
    await commit(outer, [inserting.category(makeCategory('outside'))], { bookId: 'default' })
    await commit(outer, [putting.month(february, true, null)], { bookId: 'default' })
    await outer.deleteBook('default')
    expect(storage.items.get('budgetbook:default/month/head')).toBe(inside)
    expect((await inner.read('month', () => ({}))).categories).toHaveLength(1)
  })
})

describe('a lock that is granted after the call was refused', () => {
  it('comes too late: nothing is written', async () => {
    const storage = mapStorage()
    let grant: () => unknown = () => undefined
    const request: LockManagerLike['request'] = async (_name, _options, callback) => {
      grant = callback
      return undefined as never
    }
    const adapter = createLocalStorageAdapter({ storage, locks: { request } })
    await expect(commit(adapter, [inserting.category(makeCategory('food'))])).rejects.toMatchObject({
      code: 'storage_unavailable',
      details: { reason: 'no_lock' },
    })
    await grant()
    expect(storage.items.size).toBe(0)
  })
})

/** A page of one tab, whose storage events come in the next task. */
function page() {
  const storage = mapStorage()
  const frames = new Set<FrameLike>()
  const listeners = new Set<(event: StorageEventLike) => void>()
  const second = {
    ...storage,
    setItem: (key: string, newValue: string) => {
      const oldValue = storage.getItem(key)
      storage.setItem(key, newValue)
      setImmediate(() => listeners.forEach((listener) => listener({ key, oldValue, newValue })))
    },
  }
  const globals: RuntimeGlobals = {
    localStorage: storage,
    navigator: { locks: { request: async (_name, _options, callback) => callback() } },
    document: {
      documentElement: { append: (frame) => void frames.add(frame) },
      createElement: () => {
        const frame: FrameLike = {
          hidden: false,
          get isConnected() {
            return frames.has(frame)
          },
          contentWindow: { localStorage: second },
          remove: () => void frames.delete(frame),
        }
        return frame
      },
    },
    addEventListener: (_, listener) => void listeners.add(listener),
    removeEventListener: (_, listener) => void listeners.delete(listener),
    setTimeout: (callback, milliseconds) => setTimeout(callback, milliseconds),
    clearTimeout: (timer) => clearTimeout(timer as number),
  }
  return { globals, frames, listeners }
}

describe('an adapter in a page', () => {
  it('leaves neither a frame nor a listener behind when it is closed in the middle of a commit', async () => {
    const { globals, frames, listeners } = page()
    const adapter = localStorageAdapter(globals, {})
    expect((await adapter.open()).isolation).toBe('origin')
    adapter.subscribe?.('book', () => undefined)
    const committing = commit(adapter, [inserting.category(makeCategory('food'))]).catch(
      (error: unknown) => error,
    )
    await Promise.resolve()
    await adapter.close()
    await committing
    expect(frames.size).toBe(0)
    expect(listeners.size).toBe(0)
  })

  it('tries its self-test again where that failed', async () => {
    const { globals, listeners } = page()
    let isDeaf = true
    const deaf: RuntimeGlobals = {
      ...globals,
      addEventListener: (_, listener) => void (isDeaf ? undefined : listeners.add(listener)),
      setTimeout: (callback) => setTimeout(callback, 1),
    }
    const adapter = localStorageAdapter(deaf, {})
    expect((await adapter.open()).isolation).toBe('instance')
    isDeaf = false
    const patient = { ...deaf, setTimeout: globals.setTimeout! }
    Object.assign(deaf, patient)
    expect((await adapter.open()).isolation).toBe('origin')
    await adapter.close()
  })
})

describe('many expenses recorded at once', () => {
  it('are refused together where one id is taken, whatever is in it', async () => {
    const adapter = createLocalStorageAdapter({ storage: mapStorage(), locks: null })
    const ids = ['a"b', 'back\\slash', 'line', '{"id":"x"']
    const expenses = ids.map((id) => inserting.expense(makeExpense(id, 'food', '2026-02-03', '1.00')))
    await commit(adapter, [inserting.category(makeCategory('food')), ...expenses])
    for (const [at, id] of ids.entries()) {
      const others = [
        inserting.expense(makeExpense(`new ${at}`, 'food', '2026-02-04', '1.00')),
        expenses[at]!,
      ]
      await expect(commit(adapter, others)).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining(id) as string,
      })
    }
    await commit(adapter, [removing.expense('a"b')])
    await commit(adapter, [expenses[0]!])
  })
})
