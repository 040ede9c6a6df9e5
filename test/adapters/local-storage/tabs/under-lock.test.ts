import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLocalStorageAdapter, type LockManagerLike, type StorageAdapter } from 'budgetbook'
import { localStorageAdapter } from '../../../../src/adapters/local-storage/local-storage-adapter.js'
import { commit, commitOptions, inserting, theBook } from '../../../../src/testing/conformance/commits.js'
import { makeCategory } from '../../../../src/testing/conformance/entities.js'
import { mapStorage } from '../../../support/storages/storage-like.js'

interface Waiting {
  readonly isWithdrawn: () => boolean
  readonly grant: () => Promise<unknown>
}

/** A page with clocks and locks of the test's own: a lock is granted, and time passes, when the test says so. */
function controlledPage() {
  const localStorage = mapStorage()
  const timers = new Map<number, { readonly callback: () => void; readonly milliseconds: number }>()
  const waiting: Waiting[] = []
  const locks: LockManagerLike = {
    request: async (_, { signal }, callback) =>
      new Promise((resolve, reject) => {
        waiting.push({
          isWithdrawn: () => signal?.aborted === true,
          grant: async () => Promise.resolve(callback()).then(resolve, reject),
        })
      }),
  }
  const globals = {
    localStorage,
    navigator: { locks },
    AbortController,
    setTimeout: (callback: () => void, milliseconds: number) => {
      timers.set(timers.size + 1, { callback, milliseconds })
      return timers.size
    },
    clearTimeout: (timer: unknown) => void timers.delete(timer as number),
  }
  const endTimers = (): void => {
    const ending = [...timers.values()]
    timers.clear()
    for (const { callback } of ending) callback()
  }
  return { globals, localStorage, timers, waiting, endTimers }
}

const turn = async () => new Promise((resolve) => setImmediate(resolve))
const outcomeOf = async (call: Promise<unknown>) =>
  call.then(
    () => 'resolved',
    (error: unknown) => error,
  )
const calls: Record<string, (adapter: StorageAdapter, signal?: AbortSignal) => Promise<unknown>> = {
  transact: async (adapter, signal) =>
    commit(adapter, [inserting.category(makeCategory('food'))], signal ? { signal } : {}),
  replace: async (adapter, signal) =>
    adapter.replace(
      theBook,
      (contents) => ({ contents, receipt: {} }),
      commitOptions(signal ? { signal } : {}),
    ),
  deleteBook: async (adapter) => adapter.deleteBook(theBook),
}
const timedOut = { code: 'storage_unavailable', details: { reason: 'lock_timeout' } }

describe('a lock that another tab holds and does not let go', () => {
  it.each(Object.entries(calls))(
    'ends the wait of %s with lock_timeout, and nothing is written',
    async (_, call) => {
      const { globals, localStorage, timers, waiting, endTimers } = controlledPage()
      const adapter = localStorageAdapter(globals, { lockTimeout: 1_234 })
      const outcome = outcomeOf(call(adapter))
      await turn()
      expect([...timers.values()].map(({ milliseconds }) => milliseconds)).toEqual([1_234])
      expect(waiting[0]!.isWithdrawn()).toBe(false)
      endTimers()
      expect(await outcome).toMatchObject(timedOut)
      expect(waiting[0]!.isWithdrawn()).toBe(true)
      // Should it come all the same, it comes too late.
      await waiting[0]!.grant()
      expect(localStorage.items.size).toBe(0)
    },
  )

  it('is waited for half a minute', async () => {
    const { globals, timers } = controlledPage()
    void calls['transact']!(localStorageAdapter(globals, {}))
    await turn()
    expect([...timers.values()].map(({ milliseconds }) => milliseconds)).toEqual([30_000])
  })

  it('lets the next call wait anew, and go on when it comes', async () => {
    const { globals, timers, waiting, endTimers } = controlledPage()
    const adapter = localStorageAdapter(globals, {})
    const [first, second] = [outcomeOf(calls['transact']!(adapter)), outcomeOf(calls['transact']!(adapter))]
    await turn()
    endTimers()
    expect(await first).toMatchObject(timedOut)
    await turn()
    await waiting[1]!.grant()
    expect(await second).toBe('resolved')
    expect(timers.size).toBe(0)
  })

  it('is given up at once by a call that is aborted', async () => {
    for (const method of ['transact', 'replace']) {
      const { globals, localStorage, timers, waiting } = controlledPage()
      const controller = new AbortController()
      const outcome = outcomeOf(calls[method]!(localStorageAdapter(globals, {}), controller.signal))
      await turn()
      controller.abort('gone')
      expect(await outcome).toMatchObject({ code: 'aborted', cause: 'gone' })
      expect(waiting[0]!.isWithdrawn()).toBe(true)
      expect(timers.size).toBe(0)
      await waiting[0]!.grant()
      expect(localStorage.items.size).toBe(0)
    }
  })

  it('does not matter where the runtime has no AbortController: the wait ends all the same', async () => {
    const { globals, localStorage, waiting, endTimers } = controlledPage()
    const { AbortController: _, ...old } = globals
    const outcome = outcomeOf(calls['transact']!(localStorageAdapter(old, {})))
    await turn()
    endTimers()
    expect(await outcome).toMatchObject(timedOut)
    await waiting[0]!.grant()
    expect(localStorage.items.size).toBe(0)
  })
})

it('whatever comes first of the lock, the time-out and the abort decides, and the caller is told the truth', async () => {
  const events = fc.shuffledSubarray(['grant', 'time-out', 'abort'] as const, { minLength: 1 })
  await fc.assert(
    fc.asyncProperty(events, fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), async (order, turns) => {
      const { globals, localStorage, timers, waiting, endTimers } = controlledPage()
      const controller = new AbortController()
      const outcome = outcomeOf(calls['transact']!(localStorageAdapter(globals, {}), controller.signal))
      await turn()
      for (const [at, event] of order.entries()) {
        if (event === 'grant') void waiting[0]!.grant()
        if (event === 'time-out') endTimers()
        if (event === 'abort') controller.abort('gone')
        if (turns[at]) await turn()
      }
      const expected = { grant: 'resolved', 'time-out': timedOut, abort: { code: 'aborted' } }[order[0]!]
      const end = await outcome
      // An abort right behind the lock may still come before the commit.
      if (typeof expected === 'object') expect(end).toMatchObject(expected)
      else if (end !== expected) expect(end).toMatchObject({ code: 'aborted' })
      expect(localStorage.items.size).toBe(end === 'resolved' ? 1 : 0)
      expect(timers.size).toBe(0)
    }),
  )
})

it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, '5', null])(
  'a lockTimeout of %s is invalid_input',
  (lockTimeout) => {
    const storage = mapStorage()
    expect(() => createLocalStorageAdapter({ storage, lockTimeout: lockTimeout as never })).toThrow(
      expect.objectContaining({
        code: 'invalid_input',
        details: { issues: [expect.objectContaining({ path: ['lockTimeout'] })] },
      }),
    )
  },
)
