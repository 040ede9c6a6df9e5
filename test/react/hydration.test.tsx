import { act, StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { expect, it, onTestFinished } from 'vitest'
import { BudgetBookProvider, useCategories, useMonths, useObserved, useUtilization } from 'budgetbook/react'
import { openWatched } from './support/watched-book.js'

function Page() {
  const report = useUtilization('2026-02')
  const settings = useObserved(async (book, signal) => book.settings.get({ signal }), [])
  const lists = [useMonths(), useCategories()]
  return (
    <p>
      {report.value?.summary.totalSpent ?? report.state} {settings.value?.currency ?? settings.state}{' '}
      {lists.map(({ state, value }) => value?.length ?? state).join(' ')}
    </p>
  )
}

it('a page of the server is taken over as it is, and then shows the book', async () => {
  const { book, counts } = await openWatched()
  const page = (
    <StrictMode>
      <BudgetBookProvider book={book}>
        <Page />
      </BudgetBookProvider>
    </StrictMode>
  )
  const container = document.body.appendChild(document.createElement('div'))
  onTestFinished(() => container.remove())
  container.innerHTML = renderToString(page)
  expect(container.textContent).toBe('loading loading loading loading')
  expect(counts()).toEqual({})
  const paragraph = container.firstChild

  const failures: unknown[] = []
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  const root = await act(async () =>
    hydrateRoot(container, page, { onRecoverableError: (error) => failures.push(error) }),
  )
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false })
  await expect.poll(() => container.textContent).toBe('0.00 INR 1 1')
  expect(container.firstChild).toBe(paragraph)
  expect(failures).toEqual([])
  expect(counts()).toEqual({ 'utilization 2026-02': 1, months: 1, categories: 1 })
  root.unmount()
})

it('a page is taken over without a warning where the book was read before', async () => {
  const { book, counts } = await openWatched()
  const page = (
    <BudgetBookProvider book={book}>
      <Page />
    </BudgetBookProvider>
  )
  const [first, second] = [1, 2].map(() => document.body.appendChild(document.createElement('div')))
  onTestFinished(() => [first, second].forEach((container) => container?.remove()))
  const failures: unknown[] = []
  // The server knows nothing of what this page has read.
  const html = renderToString(page)
  for (const container of [first!, second!]) {
    container.innerHTML = html
    const root = hydrateRoot(container, page, { onRecoverableError: (error) => failures.push(error) })
    onTestFinished(() => root.unmount())
    await expect.poll(() => container.textContent).toBe('0.00 INR 1 1')
  }
  expect(failures).toEqual([])
  expect(counts()).toEqual({ 'utilization 2026-02': 1, months: 1, categories: 1 })
})
