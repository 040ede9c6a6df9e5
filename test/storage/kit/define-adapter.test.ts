import { describe, expect, it, vi } from 'vitest'
import { BudgetBookError } from 'budgetbook'
import {
  BookState,
  defineAdapter,
  type AdapterEngine,
  type Call,
  type CommitNotice,
  type TellOfOthers,
} from 'budgetbook/adapter'
import { commit, commitOptions, inserting, putting } from '../../../src/testing/conformance/commits.js'
import { makeCategory, makeSettings } from '../../../src/testing/conformance/entities.js'

type Overrides = Partial<AdapterEngine>

/** An adapter over books in memory, with parts of its engine replaced; `begun` notes the calls that reach the engine. */
function makeAdapter(overrides: Overrides = {}) {
  const books = new Map<string, BookState>()
  const begun: string[] = []
  const stateOf = ({ bookId }: Call): BookState => {
    const state = books.get(bookId) ?? new BookState()
    books.set(bookId, state)
    return state
  }
  const engine: AdapterEngine = {
    open: async () => ({ reach: 'instance', isolation: 'instance', durability: 'none' }),
    read: async (call, scope) => stateOf(call).read(scope),
    page: async (call, page) => stateOf(call).page(page),
    readAll: async (call) => stateOf(call).snapshot().contents,
    transact: async (call, scope, decide) => {
      begun.push(call.bookId)
      return stateOf(call).transact(scope, decide, call)
    },
    replace: async (call, rebuild) => stateOf(call).replace(rebuild, call),
    deleteBook: async ({ bookId }) => void books.delete(bookId),
    close: async () => books.clear(),
    ...overrides,
  }
  return { adapter: defineAdapter(engine), begun }
}

/** A promise, and the function that resolves it. */
function gate() {
  let open = (): void => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { open: () => open(), opened }
}

const food = [inserting.category(makeCategory('food'))]
const unknown: CommitNotice = { source: null, operationId: null, months: 'all', changes: 'unknown' }
const plain = ({ source, operationId, months, changes }: CommitNotice): CommitNotice => ({
  source,
  operationId,
  months,
  changes,
})

const calls: Record<string, (adapter: ReturnType<typeof defineAdapter>, bookId: string) => unknown> = {
  read: async (adapter, bookId) => adapter.read(bookId, () => ({})),
  page: async (adapter, bookId) => adapter.page(bookId, () => ({ limit: 1 })),
  readAll: async (adapter, bookId) => adapter.readAll(bookId),
  transact: async (adapter, bookId) => commit(adapter, food, { bookId }),
  replace: async (adapter, bookId) =>
    adapter.replace(bookId, (contents) => ({ contents, receipt: {} }), commitOptions()),
  deleteBook: async (adapter, bookId) => adapter.deleteBook(bookId),
  subscribe: (adapter, bookId) => adapter.subscribe?.(bookId, () => undefined),
}

/** The code of the error that a call throws or rejects with. */
async function codeOf(call: () => unknown): Promise<string> {
  try {
    await call()
    return 'none'
  } catch (error) {
    return error instanceof BudgetBookError ? error.code : String(error)
  }
}

describe('every call of an adapter', () => {
  it.each(Object.entries(calls))('%s is refused after close', async (_, call) => {
    const { adapter } = makeAdapter()
    await adapter.close()
    expect(await codeOf(() => call(adapter, 'book'))).toBe('closed')
    expect(await codeOf(async () => adapter.open())).toBe('closed')
  })

  it.each(Object.entries(calls))('%s takes book ids of 1 to 200 characters', async (_, call) => {
    const { adapter } = makeAdapter()
    for (const bookId of ['', 'b'.repeat(201), 7 as unknown as string])
      expect(await codeOf(() => call(adapter, bookId))).toBe('invalid_input')
    for (const bookId of ['b', 'b'.repeat(200)])
      expect(await codeOf(() => call(adapter, bookId))).toBe('none')
  })

  it('is refused before it reaches the engine where its signal is aborted already', async () => {
    const { adapter, begun } = makeAdapter()
    const signal = AbortSignal.abort()
    expect(await codeOf(async () => adapter.read('book', () => ({}), { signal }))).toBe('aborted')
    expect(await codeOf(async () => commit(adapter, food, { signal }))).toBe('aborted')
    expect(begun).toEqual([])
  })
})

describe('reads', () => {
  it('end at once when they are aborted, whether or not the engine heeds it', async () => {
    const { adapter } = makeAdapter({ readAll: async () => new Promise(() => undefined) })
    const aborter = new AbortController()
    const reading = codeOf(async () => adapter.readAll('book', { signal: aborter.signal }))
    aborter.abort()
    expect(await reading).toBe('aborted')
  })

  it("pass on the caller's own error as it is, also after an abort", async () => {
    const { adapter } = makeAdapter()
    const aborter = new AbortController()
    const mine = new Error('mine')
    const reading = adapter.read(
      'book',
      () => {
        aborter.abort()
        throw mine
      },
      { signal: aborter.signal },
    )
    await expect(reading).rejects.toBe(mine)
  })

  it("pass on the engine's error where nothing was aborted", async () => {
    const failure = new Error('disk')
    const { adapter } = makeAdapter({ readAll: async () => Promise.reject(failure) })
    const { signal } = new AbortController()
    await expect(adapter.readAll('book', { signal })).rejects.toBe(failure)
    await expect(adapter.readAll('book')).rejects.toBe(failure)
  })
})

describe('writes', () => {
  const slowFirst = (queue: 'book' | 'adapter') => {
    const first = gate()
    const begun: string[] = []
    let held = true
    const { adapter } = makeAdapter({
      queue,
      transact: async (call) => {
        begun.push(call.bookId)
        if (held) {
          held = false
          await first.opened
        }
        return { replayed: false, receipt: {} }
      },
    })
    return { adapter, begun, open: first.open }
  }

  it('of one book run one after the other, those of different books side by side', async () => {
    const { adapter, begun, open } = slowFirst('book')
    const writes = ['a', 'a', 'b'].map(async (bookId) => commit(adapter, food, { bookId }))
    await vi.waitFor(() => expect(begun).toEqual(['a', 'b']))
    open()
    await Promise.all(writes)
    expect(begun).toEqual(['a', 'b', 'a'])
  })

  it('of one adapter all run one after the other where the engine asks for it', async () => {
    const { adapter, begun, open } = slowFirst('adapter')
    const writes = ['a', 'b'].map(async (bookId) => commit(adapter, food, { bookId }))
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(begun).toEqual(['a'])
    open()
    await Promise.all(writes)
    expect(begun).toEqual(['a', 'b'])
  })

  it('that are aborted while they wait end at once, and never begin', async () => {
    const { adapter, begun, open } = slowFirst('book')
    const aborter = new AbortController()
    const first = commit(adapter, food)
    const second = codeOf(async () => commit(adapter, food, { signal: aborter.signal }))
    await vi.waitFor(() => expect(begun).toHaveLength(1))
    aborter.abort()
    expect(await second).toBe('aborted')
    open()
    await first
    expect(begun).toHaveLength(1)
  })

  it('go on after one that failed', async () => {
    let fails = true
    const { adapter } = makeAdapter({
      transact: async () => {
        if (fails) {
          fails = false
          throw new Error('disk')
        }
        return { replayed: false, receipt: {} }
      },
    })
    const [failed, done] = await Promise.allSettled([commit(adapter, food), commit(adapter, food)])
    expect([failed.status, done.status]).toEqual(['rejected', 'fulfilled'])
  })

  it('end before close does, and the engine is closed after them', async () => {
    const order: string[] = []
    const first = gate()
    const { adapter } = makeAdapter({
      transact: async () => {
        await first.opened
        order.push('written')
        return { replayed: false, receipt: {} }
      },
      close: async () => void order.push('closed'),
    })
    const writing = commit(adapter, food)
    const closing = adapter.close()
    first.open()
    await Promise.all([writing, closing])
    expect(order).toEqual(['written', 'closed'])
  })

  it('end before every close does, and the engine is closed once', async () => {
    const ending = gate()
    const close = vi.fn(async () => ending.opened)
    const { adapter } = makeAdapter({ close })
    const ended: string[] = []
    const first = adapter.close().then(() => ended.push('first'))
    const second = adapter.close().then(() => ended.push('second'))
    await vi.waitFor(() => expect(close).toHaveBeenCalled())
    expect(ended).toEqual([])
    ending.open()
    await Promise.all([first, second])
    await adapter.close()
    expect(ended).toEqual(['first', 'second'])
    expect(close).toHaveBeenCalledTimes(1)
  })
})

describe('a commit is told of', () => {
  const heardBy = (adapter: ReturnType<typeof defineAdapter>, bookId = 'book') => {
    const heard: CommitNotice[] = []
    const stop = adapter.subscribe?.(bookId, (notice) => heard.push(plain(notice)))
    return { heard, stop: () => stop?.() }
  }

  it('once, to those who listen to its book, with what it changed, and handed back', async () => {
    const { adapter } = makeAdapter()
    const [here, there] = [heardBy(adapter), heardBy(adapter, 'another')]
    const { notice } = await commit(adapter, food, { operation: { id: 'op', fingerprint: '' } })
    expect(here.heard).toEqual([
      {
        source: 'conformance',
        operationId: 'op',
        months: [],
        changes: [{ type: 'category', action: 'created', ids: ['food'] }],
      },
    ])
    expect(notice && plain(notice)).toEqual(here.heard[0])
    expect(there.heard).toEqual([])
    here.stop()
    await commit(adapter, [putting.settings(makeSettings('USD'))])
    expect(here.heard).toHaveLength(1)
  })

  it('but not where it changed nothing, or was done before', async () => {
    const { adapter } = makeAdapter()
    const operation = { id: 'op', fingerprint: '' }
    await commit(adapter, food, { operation })
    const { heard } = heardBy(adapter)
    expect((await commit(adapter, food, { operation })).notice).toBeNull()
    expect((await commit(adapter, [])).notice).toBeNull()
    expect(heard).toEqual([])
  })

  it('as of unknown extent where it is full-book work, a deletion, or its outcome is unknown', async () => {
    let lost = false
    const { adapter } = makeAdapter({
      transact: async () => {
        lost = true
        throw new BudgetBookError('outcome_unknown', 'Lost', { operationId: null })
      },
    })
    const { heard } = heardBy(adapter)
    await adapter.replace('book', (contents) => ({ contents, receipt: {} }), commitOptions())
    await adapter.deleteBook('book')
    expect(await codeOf(async () => commit(adapter, food))).toBe('outcome_unknown')
    expect(lost).toBe(true)
    expect(heard).toEqual([{ ...unknown, source: 'conformance' }, unknown, unknown])
  })

  it.each(['transact', 'replace'] as const)(
    'as of unknown extent where %s failed with an error of its own after it was decided',
    async (method) => {
      const hangUp = new Error('socket hang up')
      const state = new BookState()
      const { adapter } = makeAdapter({
        transact: async (call, scope, decide) => {
          state.transact(scope, decide, call)
          throw hangUp
        },
        replace: async (call, rebuild) => {
          state.replace(rebuild, call)
          throw hangUp
        },
      })
      const { heard } = heardBy(adapter)
      const change = {
        transact: async () => commit(adapter, food),
        replace: async () =>
          adapter.replace('book', (contents) => ({ contents, receipt: {} }), commitOptions()),
      }
      await expect(change[method]()).rejects.toBe(hangUp)
      expect(heard).toEqual([unknown])
    },
  )

  it("not where the caller's own function threw, or decided to change nothing", async () => {
    const mine = new Error('mine')
    const { adapter } = makeAdapter()
    const { heard } = heardBy(adapter)
    const refusing = adapter.transact(
      'book',
      () => ({}),
      () => {
        throw mine
      },
      commitOptions(),
    )
    await expect(refusing).rejects.toBe(mine)
    const failing = makeAdapter({
      transact: async (call, scope, decide) => {
        new BookState().transact(scope, decide, call)
        throw mine
      },
    })
    const none = heardBy(failing.adapter)
    await expect(commit(failing.adapter, [])).rejects.toBe(mine)
    expect([heard, none.heard]).toEqual([[], []])
  })

  it('not where it failed in any other way', async () => {
    const { adapter } = makeAdapter({ transact: async () => Promise.reject(new Error('disk')) })
    const { heard } = heardBy(adapter)
    expect(await codeOf(async () => commit(adapter, food))).toBe('Error: disk')
    expect(heard).toEqual([])
  })

  it('to other clients, and theirs are heard: from the first subscription until close', async () => {
    const told: string[] = []
    let tell: TellOfOthers | null = null
    let began = 0
    const { adapter } = makeAdapter({
      tellOthers: (bookId) => void told.push(bookId),
      hearOthers: (others) => {
        began++
        tell = others
        return () => (tell = null)
      },
    })
    expect(began).toBe(0)
    const [one, other] = [heardBy(adapter), heardBy(adapter, 'another')]
    expect(began).toBe(1)
    await commit(adapter, food)
    expect(told).toEqual(['book'])
    const hear = tell as TellOfOthers | null
    hear?.('another', unknown)
    hear?.(null, unknown)
    expect([one.heard.length, other.heard.length]).toEqual([2, 2])
    await adapter.close()
    expect(tell).toBeNull()
  })

  it('of another client are looked for from the first subscriber to a book who asks for it to the last', async () => {
    const watched = new Map<string, (notice: CommitNotice) => void>()
    const { adapter } = makeAdapter({
      watchBook: (bookId, tell) => {
        expect(watched.has(bookId)).toBe(false)
        watched.set(bookId, tell)
        return () => void watched.delete(bookId)
      },
    })
    const heard: CommitNotice[] = []
    const stopWaiting = adapter.subscribe?.('book', (notice) => heard.push(notice), { watch: false })
    expect([...watched.keys()]).toEqual([])
    const stops = [1, 2].map(() => adapter.subscribe?.('book', () => undefined))
    adapter.subscribe?.('another', () => undefined)
    expect([...watched.keys()]).toEqual(['book', 'another'])
    watched.get('book')?.(unknown)
    watched.get('another')?.(unknown)
    expect(heard).toEqual([unknown])
    stops[0]?.()
    stops[0]?.()
    expect(watched.has('book')).toBe(true)
    stops[1]?.()
    expect([...watched.keys()]).toEqual(['another'])
    stopWaiting?.()
    adapter.subscribe?.('book', () => undefined)
    await adapter.close()
    expect(watched.size).toBe(0)
  })
})
