import { describe, expect, it, onTestFinished } from 'vitest'
import { render } from 'vitest-browser-react'
import { createMemoryAdapter, type StorageAdapter } from 'budgetbook'
import { createIndexedDbAdapter } from 'budgetbook/indexeddb'
import { BudgetBookProvider, useUtilization } from 'budgetbook/react'
import { openWatched, quiet } from './support/watched-book.js'

let databases = 0

const storages: readonly { readonly name: string; readonly connect: () => () => StorageAdapter }[] = [
  {
    name: 'memory',
    connect: () => {
      const storage = createMemoryAdapter()
      return () => storage
    },
  },
  {
    name: 'IndexedDB',
    connect: () => {
      const databaseName = `react-${++databases}`
      onTestFinished(() => void indexedDB.deleteDatabase(databaseName))
      // Each adapter is a connection of its own, as another tab has one.
      return () => createIndexedDbAdapter({ databaseName })
    },
  },
]

function Spent({ month }: { readonly month: string }) {
  const report = useUtilization(month)
  return <p>{report.value ? `${month}: ${report.value.summary.totalSpent}` : report.state}</p>
}

describe.each(storages)('a component that shows a month of a book in $name', ({ connect }) => {
  const open = async () => {
    const watched = await openWatched(connect())
    const page = (month: string) => (
      <BudgetBookProvider book={watched.book}>
        <Spent month={month} />
      </BudgetBookProvider>
    )
    onTestFinished(async () => {
      await watched.book.close()
      await watched.other.close()
    })
    return { ...watched, page }
  }

  it('reads it once, and follows the changes of this book object and of another one', async () => {
    const { book, other, page, spend, counts, listeners } = await open()
    const screen = await render(page('2026-02'))
    await expect.element(screen.getByText('2026-02: 0.00')).toBeVisible()
    expect(counts()).toEqual({ 'utilization 2026-02': 1 })
    expect(listeners()).toBe(1)
    await spend(book, '2026-02')
    await expect.element(screen.getByText('2026-02: 5.00')).toBeVisible()
    await spend(other, '2026-02')
    await expect.element(screen.getByText('2026-02: 10.00')).toBeVisible()
    expect(counts()).toEqual({ 'utilization 2026-02': 3 })
    await screen.unmount()
    await expect.poll(listeners).toBe(0)
  })

  it('does not read it again when another month changes', async () => {
    const { book, other, page, spend, counts } = await open()
    const screen = await render(page('2026-02'))
    await expect.element(screen.getByText('2026-02: 0.00')).toBeVisible()
    let heard = 0
    book.subscribe(() => heard++)
    await spend(book, '2026-03')
    await spend(other, '2026-01')
    await expect.poll(() => heard).toBe(2)
    await quiet()
    expect(counts()).toEqual({ 'utilization 2026-02': 1 })
  })

  it('shows another month when it is asked to, and the first one again without a read', async () => {
    const { book, page, spend, counts } = await open()
    await spend(book, '2026-03')
    const screen = await render(page('2026-02'))
    await expect.element(screen.getByText('2026-02: 0.00')).toBeVisible()
    await screen.rerender(page('2026-03'))
    await expect.element(screen.getByText('2026-03: 5.00')).toBeVisible()
    await screen.rerender(page('2026-02'))
    expect(screen.container.textContent).toBe('2026-02: 0.00')
    await quiet()
    expect(counts()).toEqual({ 'utilization 2026-02': 1, 'utilization 2026-03': 1 })
  })

  it('reads the first one again if it changed while another was shown', async () => {
    const { other, page, spend } = await open()
    const screen = await render(page('2026-02'))
    await expect.element(screen.getByText('2026-02: 0.00')).toBeVisible()
    await screen.rerender(page('2026-03'))
    await expect.element(screen.getByText('2026-03: 0.00')).toBeVisible()
    await spend(other, '2026-02')
    await screen.rerender(page('2026-02'))
    await expect.element(screen.getByText('2026-02: 5.00')).toBeVisible()
  })
})
