import { memo } from 'react'
import { describe, expect, it } from 'vitest'
import { render, renderHook } from 'vitest-browser-react'
import { BudgetBookProvider, useUtilization } from 'budgetbook/react'
import { providerOf } from './support/provider-of.js'
import { openWatched, quiet, type WatchedBook } from './support/watched-book.js'

describe('useUtilization', () => {
  it('is loading, then ready, and reads once', async () => {
    const watched = await openWatched()
    const release = watched.hold()
    const { result, act } = await renderHook(() => useUtilization('2026-02'), {
      wrapper: providerOf(watched),
    })
    expect(result.current).toEqual({
      state: 'loading',
      value: undefined,
      error: undefined,
      refresh: expect.any(Function),
    })
    await act(release)
    expect(result.current).toMatchObject({ state: 'ready', refreshing: false, value: { month: '2026-02' } })
    expect(watched.counts()).toEqual({ 'utilization 2026-02': 1 })
  })

  it('does not take text that is not a month for the current month', async () => {
    const watched = await openWatched()
    const { result } = await renderHook(() => [useUtilization(), useUtilization('')], {
      wrapper: providerOf(watched),
    })
    await expect.poll(() => result.current.map(({ state }) => state)).toEqual(['ready', 'failed'])
  })

  it('reads once for ten components, and once more for all of them after a change', async () => {
    const watched = await openWatched()
    function Spent() {
      return <p>{useUtilization('2026-02').value?.summary.totalSpent}</p>
    }
    const names = Array.from({ length: 10 }, (_, at) => `${at}`)
    const { container } = await render(
      names.map((name) => <Spent key={name} />),
      { wrapper: providerOf(watched) },
    )
    await expect.poll(() => container.textContent).toBe('0.00'.repeat(10))
    expect(watched.counts()).toEqual({ 'utilization 2026-02': 1 })
    await watched.spend(watched.other, '2026-02')
    await expect.poll(() => container.textContent).toBe('5.00'.repeat(10))
    expect(watched.counts()).toEqual({ 'utilization 2026-02': 2 })
    expect(watched.listeners()).toBe(1)
  })

  it('reads each month once where more are shown than a book keeps', async () => {
    const watched = await openWatched()
    const months = Array.from(
      { length: 40 },
      (_, at) => `20${30 + Math.floor(at / 12)}-${`${(at % 12) + 1}`.padStart(2, '0')}`,
    )
    function Spent({ month }: { readonly month: string }) {
      return <p>{useUtilization(month).value?.summary.totalSpent ?? '?'}</p>
    }
    const page = () => months.map((month) => <Spent key={month} month={month} />)
    const { container, rerender } = await render(page(), { wrapper: providerOf(watched) })
    await expect.poll(() => container.textContent).toBe('0.00'.repeat(40))
    await rerender(page())
    await quiet()
    expect(container.textContent).toBe('0.00'.repeat(40))
    expect(watched.reads).toHaveLength(40)
  })

  it('aborts the read when the last component leaves', async () => {
    const watched = await openWatched()
    watched.hold()
    const { unmount } = await renderHook(() => useUtilization('2026-02'), { wrapper: providerOf(watched) })
    expect(watched.reads.map(({ signal }) => signal?.aborted)).toEqual([false])
    await unmount()
    await expect.poll(() => watched.reads.map(({ signal }) => signal?.aborted)).toEqual([true])
    expect(watched.listeners()).toBe(0)
  })

  it('aborts the read of a month that is not shown any more', async () => {
    const watched = await openWatched()
    const release = watched.hold()
    const { result, rerender, act } = await renderHook((month: string = '2026-02') => useUtilization(month), {
      wrapper: providerOf(watched),
    })
    await rerender('2026-03')
    await expect.poll(() => watched.reads.map(({ signal }) => signal?.aborted)).toEqual([true, false])
    expect(result.current.state).toBe('loading')
    await act(release)
    expect(result.current).toMatchObject({ state: 'ready', value: { month: '2026-03' } })
  })

  it('fails, keeps the last report, and recovers with refresh', async () => {
    const watched = await openWatched()
    const { result, act } = await renderHook(() => useUtilization('2026-02'), {
      wrapper: providerOf(watched),
    })
    await expect.poll(() => result.current.state).toBe('ready')
    const { refresh, value } = result.current
    const error = new Error('the disk')
    watched.failWith(error)
    await act(refresh)
    await expect.poll(() => result.current.state).toBe('failed')
    expect(result.current).toEqual({ state: 'failed', value, error, refresh })
    watched.failWith(null)
    await act(refresh)
    await expect.poll(() => result.current.state).toBe('ready')
    expect(result.current.refresh).toBe(refresh)
  })

  it('follows a change that concerns all months', async () => {
    const watched = await openWatched()
    const { result } = await renderHook(() => useUtilization('2026-02'), { wrapper: providerOf(watched) })
    await expect.poll(() => result.current.value?.compliance.monthlyLimit).toBe(null)
    await watched.other.settings.update({ monthlyLimit: '100' })
    await expect.poll(() => result.current.value?.compliance.monthlyLimit).toBe('100.00')
  })

  it('fails for an invalid month', async () => {
    const { result } = await renderHook(() => useUtilization('2026-13'), {
      wrapper: providerOf(await openWatched()),
    })
    await expect
      .poll(() => result.current)
      .toMatchObject({ state: 'failed', error: { code: 'invalid_input' } })
  })

  it('shows the current month, and the next one with refresh when it has begun', async () => {
    const watched = await openWatched()
    const { result, act } = await renderHook(() => useUtilization(), { wrapper: providerOf(watched) })
    await expect.poll(() => result.current.value?.month).toBe('2026-02')
    await watched.spend(watched.book, '2026-03')
    await expect.poll(() => watched.counts()).toEqual({ 'utilization now': 2 })
    watched.setNow('2026-03-01T00:00:00.000Z')
    await act(result.current.refresh)
    await expect.poll(() => result.current.value?.month).toBe('2026-03')
  })

  it('returns the same object while nothing happens, so that a memoized component does not render', async () => {
    const watched = await openWatched()
    const seen: unknown[] = []
    const Inner = memo(function Inner({ report }: { readonly report: unknown }) {
      seen.push(report)
      return null
    })
    function Outer() {
      const report = useUtilization('2026-02')
      return report.state === 'ready' ? <Inner report={report} /> : null
    }
    const { rerender } = await render(<Outer />, { wrapper: providerOf(watched) })
    await expect.poll(() => seen.length).toBeGreaterThan(0)
    await rerender(<Outer />)
    await quiet()
    expect(new Set(seen).size).toBe(1)
  })

  it('reads another book when the provider gets one', async () => {
    const [first, second] = [await openWatched(), await openWatched()]
    await second.spend(second.book, '2026-02')
    function Spent() {
      return <p>{useUtilization('2026-02').value?.summary.totalSpent ?? '?'}</p>
    }
    const page = ({ book }: WatchedBook) => (
      <BudgetBookProvider book={book}>
        <Spent />
      </BudgetBookProvider>
    )
    const { container, rerender } = await render(page(first))
    await expect.poll(() => container.textContent).toBe('0.00')
    await rerender(page(second))
    await expect.poll(() => container.textContent).toBe('5.00')
    expect([first.listeners(), second.listeners()]).toEqual([0, 1])
    await expect(first.book.settings.get()).resolves.toBeDefined()
  })
})
