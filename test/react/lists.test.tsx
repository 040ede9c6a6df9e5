import { describe, expect, it } from 'vitest'
import { render, renderHook } from 'vitest-browser-react'
import { BudgetBookProvider, useBudgetBook, useCategories, useMonths, useUtilization } from 'budgetbook/react'
import { FailureBoundary } from './support/failure-boundary.js'
import { providerOf } from './support/provider-of.js'
import { openWatched, quiet } from './support/watched-book.js'

describe('useMonths', () => {
  it('lists the months, newest first, and follows a change of any month, but not of a category', async () => {
    const watched = await openWatched()
    const { book, other, spend, counts } = watched
    const { result } = await renderHook(() => useMonths(), { wrapper: providerOf(watched) })
    const months = () => result.current.value?.map(({ month }) => month)
    await expect.poll(months).toEqual(['2026-02'])
    await spend(book, '2026-03')
    await expect.poll(months).toEqual(['2026-03', '2026-02'])
    await spend(other, '2026-01')
    await expect.poll(months).toEqual(['2026-03', '2026-02', '2026-01'])
    await other.settings.changeMonthStart(25)
    await expect.poll(months).toEqual(['2026-02', '2026-01', '2025-12'])
    await book.months.close('2025-12')
    await expect.poll(() => result.current.value?.at(-1)?.closed).toBe(true)
    await expect.poll(() => counts()).toEqual({ months: 5 })
    await book.categories.create({ name: 'Food' })
    await quiet()
    expect(counts()).toEqual({ months: 5 })
  })
})

describe('useCategories', () => {
  it('lists the categories in their order, and follows changes of them, but not of an expense', async () => {
    const watched = await openWatched()
    const { book, other, spend, counts } = watched
    const { result } = await renderHook(() => useCategories(), { wrapper: providerOf(watched) })
    const names = () => result.current.value?.map(({ name }) => name)
    await expect.poll(names).toEqual(['Travel'])
    const { id } = await other.categories.create({ name: 'Food' })
    await expect.poll(names).toEqual(['Travel', 'Food'])
    await book.categories.update(id, { name: 'Groceries' })
    await expect.poll(names).toEqual(['Travel', 'Groceries'])
    await spend(book, '2026-02')
    await spend(other, '2026-02')
    await quiet()
    expect(counts()).toEqual({ categories: 3 })
    await other.categories.archive(id)
    await expect.poll(names).toEqual(['Travel'])
  })

  it('follows their order and a book that is replaced, but not the groups, whose order is not theirs', async () => {
    const watched = await openWatched()
    const { book, other, counts } = watched
    const { id } = await book.categories.create({ name: 'Rent' })
    const { result } = await renderHook(() => useCategories(), { wrapper: providerOf(watched) })
    const names = () => result.current.value?.map(({ name }) => name)
    await expect.poll(names).toEqual(['Travel', 'Rent'])
    const [first] = result.current.value ?? []
    await other.categories.move(id, { before: first?.id ?? null })
    await expect.poll(names).toEqual(['Rent', 'Travel'])
    const home = await book.groups.create({ name: 'Home' })
    const fun = await book.groups.create({ name: 'Fun' })
    await book.groups.move(fun.id, { before: home.id })
    await quiet()
    expect(counts()).toEqual({ categories: 2 })
    await book.categories.update(id, { groupId: home.id })
    await expect.poll(() => result.current.value?.[0]?.groupId).toBe(home.id)
    await other.importBook(await (await openWatched()).book.exportBook())
    await expect.poll(names).toEqual(['Travel'])
  })
})

describe('the hooks', () => {
  it('have reads of their own for each book, and one for all that ask for the same', async () => {
    const [first, second] = [await openWatched(), await openWatched()]
    function Names() {
      useMonths()
      useUtilization()
      return <p>{useCategories().value?.map(({ name }) => name)}</p>
    }
    await second.book.categories.create({ name: 'Food' })
    const { container } = await render(
      <BudgetBookProvider book={first.book}>
        <Names />
        <Names />
        <BudgetBookProvider book={second.book}>
          <Names />
        </BudgetBookProvider>
      </BudgetBookProvider>,
    )
    await expect.poll(() => container.textContent).toBe('TravelTravelTravelFood')
    const once = { months: 1, categories: 1, 'utilization now': 1 }
    expect([first.counts(), second.counts()]).toEqual([once, once])
  })

  it('give the book of the provider to an event handler', async () => {
    const watched = await openWatched()
    function Adding() {
      const book = useBudgetBook()
      const names = useCategories().value?.map(({ name }) => name)
      return <button onClick={() => void book.categories.create({ name: 'Food' })}>{names?.join(' ')}</button>
    }
    const screen = await render(<Adding />, { wrapper: providerOf(watched) })
    await screen.getByRole('button', { name: 'Travel' }).click()
    await expect.element(screen.getByRole('button', { name: 'Travel Food' })).toBeVisible()
  })

  it('say that a provider is missing', async () => {
    function Lost() {
      useUtilization()
      return null
    }
    const failures: unknown[] = []
    await render(
      <FailureBoundary>
        <Lost />
      </FailureBoundary>,
      { createRootOptions: { onCaughtError: (error) => failures.push(error) } },
    )
    expect(failures).toEqual([
      expect.objectContaining({
        code: 'invalid_input',
        message: expect.stringContaining('BudgetBookProvider'),
      }),
    ])
  })
})
