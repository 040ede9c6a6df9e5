import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { observe, type BookReader, type BudgetBook, type ObserveOptions } from 'budgetbook'
import { holdReads, openTwo, settled } from './counted-book.js'

const loading = { state: 'loading', value: undefined, error: undefined }
const ready = (value: unknown, refreshing = false) => ({
  state: 'ready',
  value,
  error: undefined,
  refreshing,
})

describe('observe', () => {
  const reportError = vi.fn()
  beforeEach(() => {
    reportError.mockReset()
    vi.stubGlobal('reportError', reportError)
  })
  afterEach(() => void vi.unstubAllGlobals())

  it('is loading and reads nothing until somebody listens, whatever happens', async () => {
    const { book, other, spend } = await openTwo()
    const reads = holdReads()
    const observed = observe(book, reads.read)
    observed.refresh()
    await spend(book, '2026-02')
    await spend(other, '2026-02')
    expect(reads.calls).toHaveLength(0)
    expect(observed.getSnapshot()).toEqual(loading)
  })

  it('gives the book and a signal to the read, in the call that subscribes', async () => {
    const { book } = await openTwo()
    const read = vi.fn<BookReader<string>>(async () => 'a')
    observe(book, read).subscribe(() => undefined)
    expect(read.mock.calls).toEqual([[book, expect.any(AbortSignal)]])
  })

  it('is loading, ready, refreshing and ready again, each time with one call of the listener', async () => {
    const { book, spend } = await openTwo()
    const reads = holdReads()
    const observed = observe(book, reads.read)
    const seen: unknown[] = []
    observed.subscribe(() => seen.push(observed.getSnapshot()))
    expect(observed.getSnapshot()).toEqual(loading)
    reads.last().resolve('a')
    await settled()
    await spend(book, '2026-02')
    reads.last().resolve('b')
    await settled()
    expect(seen).toEqual([ready('a'), ready('a', true), ready('b')])
  })

  it('reads once for many listeners, and calls all of them', async () => {
    const { book } = await openTwo()
    const reads = holdReads()
    const observed = observe(book, reads.read)
    const listeners = Array.from({ length: 5 }, () => vi.fn())
    for (const listener of listeners) observed.subscribe(listener)
    reads.last().resolve('a')
    await settled()
    expect(reads.calls).toHaveLength(1)
    expect(listeners.map((listener) => listener.mock.calls.length)).toEqual([1, 1, 1, 1, 1])
  })

  it('calls a listener as often as it subscribed', async () => {
    const { book } = await openTwo()
    const reads = holdReads()
    const observed = observe(book, reads.read)
    const listener = vi.fn()
    const leave = observed.subscribe(listener)
    observed.subscribe(listener)
    reads.last().resolve('a')
    await settled()
    expect(listener).toHaveBeenCalledTimes(2)
    leave()
    leave()
    observed.refresh()
    expect(listener).toHaveBeenCalledTimes(3)
  })

  it('equals a fresh report after the first category in a group, and after the last one went', async () => {
    const { book } = await openTwo()
    const { id: groupId } = await book.groups.create({ name: 'Living' })
    const { id: categoryId } = await book.categories.create({ name: 'Rent' })
    await book.budgets.create({ categoryId, month: '2026-02', amount: 5 })
    const observed = observe(book, async (of) => of.utilization('2026-02'), { months: ['2026-02'] })
    observed.subscribe(() => undefined)
    const expectFresh = async () =>
      expect.poll(() => observed.getSnapshot()).toEqual(ready(await book.utilization('2026-02')))
    await expectFresh()
    const { id } = await book.categories.create({ name: 'Food', groupId })
    await expectFresh()
    await book.categories.remove(id)
    await expectFresh()
  })

  it('is under way still if somebody subscribes again at once, as StrictMode does', async () => {
    const { book } = await openTwo()
    const reads = holdReads()
    const observed = observe(book, reads.read)
    observed.subscribe(() => undefined)()
    observed.subscribe(() => undefined)()
    observed.subscribe(() => undefined)
    await settled()
    expect(reads.calls).toHaveLength(1)
    expect(reads.last().signal.aborted).toBe(false)
  })

  it('is aborted when the last listener leaves, and begins anew for the next', async () => {
    const { book } = await openTwo()
    const reads = holdReads()
    const observed = observe(book, reads.read)
    const leave = [observed.subscribe(() => undefined), observed.subscribe(() => undefined)]
    leave[0]!()
    await settled()
    expect(reads.last().signal.aborted).toBe(false)
    leave[1]!()
    await settled()
    expect(reads.last().signal.aborted).toBe(true)
    reads.last().resolve('too late')
    await settled()
    expect(observed.getSnapshot()).toEqual(loading)
    observed.subscribe(() => undefined)
    expect(reads.calls).toHaveLength(2)
  })

  it('is not refreshing any more when the last listener leaves', async () => {
    const { book } = await openTwo()
    const reads = holdReads()
    const observed = observe(book, reads.read)
    const leave = observed.subscribe(() => undefined)
    reads.last().resolve('a')
    await settled()
    observed.refresh()
    expect(observed.getSnapshot()).toEqual(ready('a', true))
    leave()
    await settled()
    expect(observed.getSnapshot()).toEqual(ready('a'))
  })

  it('does not listen to the book when nobody listens to it', async () => {
    const { book } = await openTwo()
    let listening = 0
    const counting: BudgetBook = {
      ...book,
      subscribe: (listener) => {
        listening++
        const leave = book.subscribe(listener)
        return () => {
          listening--
          leave()
        }
      },
    }
    const observed = observe(counting, holdReads().read)
    expect(listening).toBe(0)
    const leave = [observed.subscribe(() => undefined), observed.subscribe(() => undefined)]
    expect(listening).toBe(1)
    for (const end of leave) end()
    await settled()
    expect(listening).toBe(0)
  })

  it('is not read again for a new listener if nothing changed meanwhile, and is if something did', async () => {
    const { book, other, spend } = await openTwo()
    const reads = holdReads()
    const observed = observe(book, reads.read, { months: ['2026-02'] })
    const listenAgain = async () => {
      observed.subscribe(() => undefined)()
      await settled()
      return reads.calls.length
    }
    const leave = observed.subscribe(() => undefined)
    reads.last().resolve('a')
    await settled()
    leave()
    await settled()
    expect(await listenAgain()).toBe(1)
    await spend(other, '2026-02')
    expect(await listenAgain()).toBe(2)
  })

  it('is not read again for a new listener after changes of other months that it heard of', async () => {
    const { book, spend } = await openTwo()
    const reads = holdReads()
    const observed = observe(book, reads.read, { months: ['2026-02'] })
    const leave = observed.subscribe(() => undefined)
    await spend(book, '2026-03')
    reads.last().resolve('a')
    await settled()
    await spend(book, '2026-03')
    leave()
    await settled()
    observed.subscribe(() => undefined)
    expect(reads.calls).toHaveLength(1)
  })

  it.each([
    { months: undefined, what: 'other month', repeats: true },
    { months: undefined, what: 'category', repeats: true },
    { months: ['2026-02'], what: 'own month', repeats: true },
    { months: ['2026-02'], what: 'other month', repeats: false },
    { months: ['2026-02'], what: 'category', repeats: false },
    { months: ['2026-02'], what: 'limit', repeats: true },
    { months: [], what: 'own month', repeats: false },
    { months: [], what: 'limit', repeats: true },
    { months: ['2026-01', '2026-02'], what: 'own month', repeats: true },
  ])('of $months is repeated on a change of: $what? $repeats', async ({ months, what, repeats }) => {
    const { book, other, spend } = await openTwo()
    for (const by of [book, other]) {
      const reads = holdReads()
      const leave = observe(book, reads.read, { months }).subscribe(() => undefined)
      if (what === 'own month') await spend(by, '2026-02')
      if (what === 'other month') await spend(by, '2026-03')
      if (what === 'category') await by.categories.create({ name: by === book ? 'Food' : 'Rent' })
      if (what === 'limit') await by.settings.update({ monthlyLimit: by === book ? '100' : '200' })
      expect(reads.calls).toHaveLength(repeats ? 2 : 1)
      expect(reads.calls[0]!.signal.aborted).toBe(repeats)
      leave()
    }
  })

  it('drops the answer of an older read, and its failure, whenever they come', async () => {
    const { book } = await openTwo()
    const reads = holdReads()
    const observed = observe(book, reads.read)
    observed.subscribe(() => undefined)
    observed.refresh()
    observed.refresh()
    reads.calls[0]!.resolve('oldest')
    await settled()
    expect(observed.getSnapshot()).toEqual(loading)
    reads.calls[2]!.resolve('newest')
    await settled()
    reads.calls[1]!.reject(new Error('older'))
    await settled()
    expect(observed.getSnapshot()).toEqual(ready('newest'))
    expect(reads.calls.map(({ signal }) => signal.aborted)).toEqual([true, true, false])
  })

  it('keeps the last value when a read fails, and recovers with refresh', async () => {
    const { book } = await openTwo()
    const reads = holdReads()
    const observed = observe(book, reads.read)
    const listener = vi.fn()
    observed.subscribe(listener)
    const error = new Error('the disk')
    reads.last().reject(error)
    await settled()
    expect(observed.getSnapshot()).toEqual({ state: 'failed', value: undefined, error })
    observed.refresh()
    reads.last().resolve('a')
    await settled()
    expect(observed.getSnapshot()).toEqual(ready('a'))
    observed.refresh()
    reads.last().reject(error)
    await settled()
    const failed = observed.getSnapshot()
    expect(failed).toEqual({ state: 'failed', value: 'a', error })
    expect(failed.error).toBe(error)
    observed.refresh()
    expect(observed.getSnapshot()).toBe(failed)
    reads.last().resolve('b')
    await settled()
    expect(observed.getSnapshot()).toEqual(ready('b'))
  })

  it('tells of the refreshing once, though a newer read takes over', async () => {
    const { book } = await openTwo()
    const reads = holdReads()
    const observed = observe(book, reads.read)
    const listener = vi.fn()
    observed.subscribe(listener)
    reads.last().resolve('a')
    await settled()
    observed.refresh()
    const refreshing = observed.getSnapshot()
    observed.refresh()
    expect(observed.getSnapshot()).toBe(refreshing)
    expect(listener).toHaveBeenCalledTimes(2)
  })

  it('is read again for a new listener after a refresh that nobody listened to', async () => {
    const { book } = await openTwo()
    const reads = holdReads()
    const observed = observe(book, reads.read)
    const leave = observed.subscribe(() => undefined)
    reads.last().resolve('a')
    await settled()
    leave()
    await settled()
    observed.refresh()
    expect(reads.calls).toHaveLength(1)
    observed.subscribe(() => undefined)
    expect(reads.calls).toHaveLength(2)
  })

  it('is read again after such a refresh, though a change of another month came at once', async () => {
    const { book } = await openTwo()
    const reads = holdReads()
    let tell: Parameters<BudgetBook['subscribe']>[0] = () => undefined
    const telling: BudgetBook = {
      ...book,
      subscribe: (listener) => {
        tell = listener
        return () => undefined
      },
    }
    const observed = observe(telling, reads.read, { months: ['2026-02'] })
    const leave = observed.subscribe(() => undefined)
    reads.last().resolve('a')
    await settled()
    leave()
    observed.refresh()
    tell({ operationId: null, origin: 'remote', months: [], changes: 'unknown' })
    observed.subscribe(() => undefined)
    expect(reads.calls).toHaveLength(2)
  })

  it('is read again for a new listener after a failure', async () => {
    const { book } = await openTwo()
    const reads = holdReads()
    const observed = observe(book, reads.read)
    const leave = observed.subscribe(() => undefined)
    reads.last().reject(new Error('the disk'))
    await settled()
    leave()
    await settled()
    observed.subscribe(() => undefined)
    expect(reads.calls).toHaveLength(2)
  })

  it.each([undefined, null])('may answer %s', async (value) => {
    const { book } = await openTwo()
    const observed = observe(book, async () => value)
    observed.subscribe(() => undefined)
    await settled()
    expect(observed.getSnapshot()).toEqual(ready(value))
  })

  it('fails with what the read throws, and takes an answer that is not a promise', async () => {
    const { book } = await openTwo()
    const error = new Error('thrown')
    const throwing = observe(book, () => {
      throw error
    })
    expect(() => throwing.subscribe(() => undefined)).not.toThrow()
    const plain = observe(book, (() => 'at once') as never)
    plain.subscribe(() => undefined)
    await settled()
    expect(throwing.getSnapshot()).toEqual({ state: 'failed', value: undefined, error })
    expect(plain.getSnapshot()).toEqual(ready('at once'))
  })

  it('has failed with the code closed when the book was closed before, and keeps the value', async () => {
    const { book } = await openTwo()
    const unread = observe(book, async (of) => of.settings.get())
    const known = observe(book, async (of) => of.settings.get())
    const leave = known.subscribe(() => undefined)
    await settled()
    const { value } = known.getSnapshot()
    leave()
    await settled()
    await book.close()
    const listener = vi.fn()
    for (const observed of [unread, known]) observed.subscribe(listener)
    expect(listener).toHaveBeenCalledTimes(2)
    const error = expect.objectContaining({ code: 'closed' })
    expect(unread.getSnapshot()).toEqual({ state: 'failed', value: undefined, error })
    expect(known.getSnapshot()).toEqual({ state: 'failed', value, error })
    known.refresh()
    await settled()
    expect(known.getSnapshot()).toEqual({ state: 'failed', value, error })
  })

  it('has failed with the code closed when the book is closed while somebody listens', async () => {
    const { book } = await openTwo()
    const observed = observe(book, async (of) => of.settings.get())
    const leave = observed.subscribe(() => undefined)
    await settled()
    await book.close()
    expect(observed.getSnapshot().state).toBe('ready')
    observed.refresh()
    await settled()
    expect(observed.getSnapshot()).toMatchObject({ state: 'failed', error: { code: 'closed' } })
    leave()
    await settled()
  })

  it('reports what a listener throws, and calls the others', async () => {
    const { book } = await openTwo()
    const reads = holdReads()
    const observed = observe(book, reads.read)
    const error = new Error('mine')
    const listener = vi.fn()
    observed.subscribe(() => {
      throw error
    })
    observed.subscribe(listener)
    reads.last().resolve('a')
    await settled()
    expect(listener).toHaveBeenCalledTimes(1)
    expect(reportError.mock.calls).toEqual([[error]])
    expect(observed.getSnapshot()).toEqual(ready('a'))
  })

  it('does not call a listener that another one ended', async () => {
    const { book } = await openTwo()
    const reads = holdReads()
    const observed = observe(book, reads.read)
    const listener = vi.fn()
    let leave = (): void => undefined
    observed.subscribe(() => leave())
    leave = observed.subscribe(listener)
    reads.last().resolve('a')
    await settled()
    expect(listener).not.toHaveBeenCalled()
  })

  it('does not call a listener for the change in which another one subscribed it', async () => {
    const { book } = await openTwo()
    const reads = holdReads()
    const observed = observe(book, reads.read)
    const late = vi.fn()
    observed.subscribe(() => void observed.subscribe(late))
    reads.last().resolve('a')
    await settled()
    expect(late).not.toHaveBeenCalled()
    expect(reads.calls).toHaveLength(1)
  })

  it('may be refreshed by a listener, which then sees the newest answer last', async () => {
    const { book } = await openTwo()
    const reads = holdReads()
    const observed = observe(book, reads.read)
    const seen: unknown[] = []
    observed.subscribe(() => {
      if (observed.getSnapshot().value === 'a' && reads.calls.length < 3) observed.refresh()
    })
    observed.subscribe(() => seen.push(observed.getSnapshot()))
    reads.last().resolve('a')
    await settled()
    reads.last().resolve('b')
    await settled()
    expect(reads.calls.map(({ signal }) => signal.aborted)).toEqual([false, true, false])
    expect(seen.at(-1)).toEqual(ready('b'))
  })

  it('aborts no newer read where an abort refreshes it, and reads on where an abort subscribes', async () => {
    const { book } = await openTwo()
    const reads = holdReads()
    const observed = observe(book, reads.read)
    const leave = observed.subscribe(() => undefined)
    reads.last().signal.addEventListener('abort', () => observed.refresh())
    observed.refresh()
    expect(reads.calls.filter(({ signal }) => !signal.aborted)).toEqual([reads.last()])
    reads.last().signal.addEventListener('abort', () => void observed.subscribe(() => undefined))
    leave()
    await settled()
    expect(reads.last().signal.aborted).toBe(false)
    reads.last().resolve('a')
    await settled()
    expect(observed.getSnapshot()).toEqual(ready('a'))
  })

  it('works with methods that are detached from it, and cannot be changed', async () => {
    const { book } = await openTwo()
    const reads = holdReads()
    const observed = observe(book, reads.read)
    const { subscribe, getSnapshot, refresh } = observed
    subscribe(() => undefined)
    refresh()
    reads.last().resolve('a')
    await settled()
    expect(getSnapshot()).toEqual(ready('a'))
    expect(Object.isFrozen(observed)).toBe(true)
    expect(Object.isFrozen(getSnapshot())).toBe(true)
  })

  it('does not notice when the options are changed later', async () => {
    const { book, spend } = await openTwo()
    const reads = holdReads()
    const months = ['2026-02']
    observe(book, reads.read, { months }).subscribe(() => undefined)
    months[0] = '2026-03'
    await spend(book, '2026-03')
    expect(reads.calls).toHaveLength(1)
    await spend(book, '2026-02')
    expect(reads.calls).toHaveLength(2)
  })

  it.each([
    { what: 'no book', args: [null, async () => 1], path: [] },
    { what: 'a book without events', args: [{ version: () => 0 }, async () => 1], path: [] },
    { what: 'a book without a version', args: [{ subscribe: () => undefined }, async () => 1], path: [] },
    { what: 'no read', args: [null, undefined], path: ['read'] },
    { what: 'a read that is an object', args: [null, {}], path: ['read'] },
    { what: 'options that are null', args: [null, async () => 1, null], path: [] },
    { what: 'one month', args: [null, async () => 1, { months: '2026-02' }], path: ['months'] },
    {
      what: 'an invalid month',
      args: [null, async () => 1, { months: ['2026-13'] }],
      path: ['months', 0],
    },
    { what: 'an unknown option', args: [null, async () => 1, { month: '2026-02' }], path: ['month'] },
  ])('refuses $what', async ({ what, args, path }) => {
    const { book } = await openTwo()
    const [given, read, options] = args as [BudgetBook | null, BookReader<number>, ObserveOptions]
    const subject = what.includes('book') ? given : book
    expect(() => observe(subject as BudgetBook, read, options)).toThrow(
      expect.objectContaining({
        code: 'invalid_input',
        details: { issues: [expect.objectContaining({ path })] },
      }),
    )
  })

  it.each([undefined, null, {}, 'listener'])(
    'has no listener %j, and does not read for one',
    async (listener) => {
      const { book } = await openTwo()
      const reads = holdReads()
      expect(() => observe(book, reads.read).subscribe(listener as never)).toThrow(
        expect.objectContaining({
          code: 'invalid_input',
          details: { issues: [expect.objectContaining({ path: ['listener'] })] },
        }),
      )
      expect(reads.calls).toHaveLength(0)
    },
  )
})
