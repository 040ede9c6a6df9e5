import { useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { render, renderHook } from 'vitest-browser-react'
import type { BudgetBook, ObserveOptions } from 'budgetbook'
import { BudgetBookProvider, useObserved } from 'budgetbook/react'
import { FailureBoundary } from './support/failure-boundary.js'
import { providerOf } from './support/provider-of.js'
import { openWatched, quiet } from './support/watched-book.js'

/** A hook that reads a month, with the calls that it makes. */
async function spentHook() {
  const watched = await openWatched()
  const read = vi.fn<(month: string, signal: AbortSignal) => void>()
  const useSpent = (month: string) =>
    useObserved(
      async (book, signal) => {
        read(month, signal)
        return (await book.utilization(month, { signal })).summary.totalSpent
      },
      [month],
      { months: [month] },
    )
  return { ...watched, read, useSpent, wrapper: providerOf(watched) }
}

describe('useObserved', () => {
  it('reads once in StrictMode, and not again when it renders with the same deps', async () => {
    const { read, useSpent, wrapper, listeners } = await spentHook()
    const { result, rerender } = await renderHook(() => useSpent('2026-02'), { wrapper })
    await expect.poll(() => result.current.value).toBe('0.00')
    await rerender()
    await rerender()
    await quiet()
    expect(read).toHaveBeenCalledTimes(1)
    expect(listeners()).toBe(1)
  })

  it('reads anew with other deps, and aborts what it does not need any more', async () => {
    const { read, useSpent, wrapper, book, spend, hold } = await spentHook()
    await spend(book, '2026-03')
    const release = hold()
    const { result, rerender, act } = await renderHook((month: string = '2026-02') => useSpent(month), {
      wrapper,
    })
    const { refresh } = result.current
    await rerender('2026-03')
    await expect.poll(() => read.mock.calls.map(([, signal]) => signal.aborted)).toEqual([true, false])
    expect(result.current.state).toBe('loading')
    expect(result.current.refresh).not.toBe(refresh)
    await act(release)
    await expect.poll(() => result.current.value).toBe('5.00')
  })

  it('keeps the older of two answers away, though it comes last', async () => {
    const { book, spend, wrapper } = await spentHook()
    const answers: ((answer: string) => void)[] = []
    const { result, act } = await renderHook(
      () => useObserved(async () => new Promise<string>((resolve) => answers.push(resolve)), []),
      { wrapper },
    )
    await spend(book, '2026-02')
    expect(answers).toHaveLength(2)
    await act(() => answers[1]?.('newer'))
    await act(() => answers[0]?.('older'))
    await quiet()
    expect(result.current).toMatchObject({ state: 'ready', value: 'newer', refreshing: false })
  })

  it('follows only changes of its months', async () => {
    const { read, useSpent, wrapper, book, other, spend } = await spentHook()
    const { result } = await renderHook(() => useSpent('2026-02'), { wrapper })
    await expect.poll(() => result.current.value).toBe('0.00')
    await spend(book, '2026-03')
    await spend(other, '2026-03')
    await quiet()
    expect(read).toHaveBeenCalledTimes(1)
    await spend(other, '2026-02')
    await expect.poll(() => result.current.value).toBe('5.00')
    await book.settings.update({ monthlyLimit: '100' })
    await expect.poll(() => read.mock.calls.length).toBe(3)
  })

  it('reads another book when the provider gets one', async () => {
    const [first, second] = [await openWatched(), await openWatched()]
    await second.spend(second.book, '2026-02')
    function Spent() {
      return (
        <p>{useObserved(async (book) => (await book.utilization('2026-02')).summary.totalSpent, []).value}</p>
      )
    }
    const page = (book: BudgetBook) => (
      <BudgetBookProvider book={book}>
        <Spent />
      </BudgetBookProvider>
    )
    const { container, rerender } = await render(page(first.book))
    await expect.poll(() => container.textContent).toBe('0.00')
    await rerender(page(second.book))
    await expect.poll(() => container.textContent).toBe('5.00')
  })

  it('renders as often as the snapshot changes: it does not loop', async () => {
    const { useSpent, wrapper } = await spentHook()
    let renders = 0
    function Spent() {
      renders++
      return <p>{useSpent('2026-02').value}</p>
    }
    const { container } = await render(<Spent />, { wrapper })
    await expect.poll(() => container.textContent).toBe('0.00')
    await quiet()
    // Loading and ready, and StrictMode renders twice.
    expect(renders).toBeLessThanOrEqual(4)
  })

  it('shows the same value in all components of one render', async () => {
    const { book, spend, useSpent, wrapper } = await spentHook()
    const seen: string[] = []
    function Both() {
      const [first, second] = [useSpent('2026-02'), useSpent('2026-02')]
      const [count, setCount] = useState(0)
      if (first.value !== undefined && second.value !== undefined) seen.push(`${first.value} ${second.value}`)
      return <button onClick={() => setCount(count + 1)}>{first.value}</button>
    }
    const { container } = await render(<Both />, { wrapper })
    await expect.poll(() => container.textContent).toBe('0.00')
    await spend(book, '2026-02')
    await expect.poll(() => container.textContent).toBe('5.00')
    await quiet()
    expect(seen.at(-1)).toBe('5.00 5.00')
  })

  it('fails with what the read throws, and reads again with refresh', async () => {
    const { wrapper } = await spentHook()
    let failure: Error | null = new Error('thrown')
    const { result, act } = await renderHook(
      () =>
        useObserved(() => {
          if (failure) throw failure
          return Promise.resolve('read')
        }, []),
      { wrapper },
    )
    await expect.poll(() => result.current).toMatchObject({ state: 'failed', error: failure })
    failure = null
    await act(result.current.refresh)
    await expect.poll(() => result.current.value).toBe('read')
  })

  it('shows that the book was closed', async () => {
    const { book, useSpent, wrapper } = await spentHook()
    await book.close()
    const { result } = await renderHook(() => useSpent('2026-02'), { wrapper })
    expect(result.current).toMatchObject({ state: 'failed', error: { code: 'closed' } })
  })

  it('throws invalid_input for invalid options', async () => {
    const { wrapper: Provider } = await spentHook()
    function Wrong() {
      useObserved(async () => 1, [], { month: '2026-02' } as ObserveOptions)
      return null
    }
    const failures: unknown[] = []
    await render(
      <Provider>
        <FailureBoundary>
          <Wrong />
        </FailureBoundary>
      </Provider>,
      { createRootOptions: { onCaughtError: (error) => failures.push(error) } },
    )
    expect(failures).toEqual([expect.objectContaining({ code: 'invalid_input' })])
  })
})
