import { describe, expect, it } from 'vitest'
import {
  addMonths,
  computeUtilization,
  openBudgetBook,
  type BudgetBook,
  type StorageAdapter,
} from 'budgetbook'
import { expectInvalid, failureOf, openTestBook, startOfClock } from '../../support/book/fixture.js'
import { storageKinds } from '../../support/storages/book-storages.js'
import { fillBook } from '../../support/book/world.js'

/** For each month of the totals, the report made of them, and the book's own. */
async function reportsOf(book: BudgetBook, range?: { from?: string; to?: string }) {
  const totals = await book.totals(range)
  const holds = await book.holds.list()
  return Promise.all(
    totals.months.map(async ({ month, monthlyLimit }) => ({
      made: computeUtilization({
        month,
        ...totals,
        settings: { ...totals.settings, monthlyLimit },
        holds,
        now: startOfClock,
      }),
      read: await book.utilization(month),
    })),
  )
}

describe.each(storageKinds)('totals in $name', (kind) => {
  it('give the report of each month', async () => {
    const { book } = await openTestBook(kind)
    const { travel } = await fillBook(book)
    await book.settings.update({ monthlyLimit: '100.00' })
    await book.months.close('2026-01')
    await book.settings.update({ monthlyLimit: '200.00' })
    await book.expenses.record({ categoryId: travel.id, amount: '-5.00', date: '2026-03-31' })
    for (const range of [
      undefined,
      { from: '2026-02' },
      { to: '2026-02' },
      { from: '2025-11', to: '2026-04' },
    ]) {
      const reports = await reportsOf(book, range)
      expect(reports.length).toBeGreaterThan(0)
      for (const { made, read } of reports) expect(made).toEqual(read)
    }
  })

  it('give the statuses of the book, whatever its thresholds', async () => {
    const { book, reopen } = await openTestBook(kind)
    const { january } = await fillBook(book)
    const strict = await reopen({ thresholds: { warning: 1, critical: 2 } })
    const [report] = await reportsOf(strict, { from: january.month, to: january.month })
    expect(report?.made).toEqual(report?.read)
    expect(report?.made.summary.status).not.toBe((await book.utilization(january.month)).summary.status)
  })

  it('list every month of a range with two ends, and otherwise those with something in them', async () => {
    const { book } = await openTestBook(kind)
    const { id } = await book.categories.create({ name: 'Food' })
    await book.expenses.record({ categoryId: id, amount: '1.00', date: '2026-01-31' })
    await book.expenses.record({ categoryId: id, amount: '2.00', date: '2026-03-31' })
    await book.months.close('2025-12')
    const monthsOf = async (range?: object) => (await book.totals(range)).months.map(({ month }) => month)
    expect(await monthsOf()).toEqual(['2025-12', '2026-01', '2026-03'])
    expect(await monthsOf({ from: '2026-01' })).toEqual(['2026-01', '2026-03'])
    expect(await monthsOf({ to: '2026-01' })).toEqual(['2025-12', '2026-01'])
    expect(await monthsOf({ from: '2026-01', to: '2026-02' })).toEqual(['2026-01', '2026-02'])
  })

  it('say where each month begins and ends, and which limit is in force', async () => {
    const { book } = await openTestBook(kind)
    await book.settings.update({ monthStartDay: 25, monthlyLimit: '10.00' })
    await book.months.close('2026-02')
    await book.settings.update({ monthlyLimit: null })
    expect((await book.totals({ from: '2026-02', to: '2026-03' })).months).toEqual([
      { month: '2026-02', start: '2026-02-25', end: '2026-03-24', closed: true, monthlyLimit: '10.00' },
      { month: '2026-03', start: '2026-03-25', end: '2026-04-24', closed: false, monthlyLimit: null },
    ])
  })

  it('are in one order on every storage: by month, spending in the order of categories, budgets as they were made', async () => {
    const { book, reopen } = await openTestBook(kind)
    const [a, b, c] = await Promise.all(
      ['A', 'B', 'C'].map(async (name) => (await book.categories.create({ name })).id),
    )
    for (const [categoryId, date] of [
      [b, '2026-02-01'],
      [c, '2026-02-02'],
      [a, '2026-02-03'],
      [c, '2026-01-03'],
      [a, '2026-01-04'],
    ] as const) {
      await book.expenses.record({ categoryId: categoryId!, amount: 1, date })
      await book.budgets.create({ categoryId: categoryId!, month: date.slice(0, 7), amount: 1 })
    }
    const placesIn = (list: readonly { readonly month: string; readonly categoryId: string }[]) =>
      list.map(({ month, categoryId }) => [month.slice(-1), [a, b, c].indexOf(categoryId)])
    await book.categories.move(c!, { before: a! })
    await book.categories.move(b!, { before: a! })
    for (const opened of [book, await reopen()]) {
      const { spending, budgets } = await opened.totals()
      expect(placesIn(spending)).toEqual([
        ['1', 2],
        ['1', 0],
        ['2', 2],
        ['2', 1],
        ['2', 0],
      ])
      expect(placesIn(budgets)).toEqual([
        ['1', 2],
        ['1', 0],
        ['2', 1],
        ['2', 2],
        ['2', 0],
      ])
    }
  })

  it('of a book without anything are empty', async () => {
    const { book } = await openTestBook(kind)
    const { settings, ...lists } = await book.totals()
    expect(settings).toEqual({ currency: 'INR', monthlyLimit: null, monthStartDay: 1 })
    expect(lists).toEqual({ categories: [], months: [], budgets: [], spending: [], thresholds: {} })
  })

  it('belong to the caller', async () => {
    const { book } = await openTestBook(kind)
    await fillBook(book)
    const before = await book.totals()
    const mine = (await book.totals()) as {
      [Key in 'settings' | 'categories' | 'budgets' | 'spending']: object
    }
    Object.assign(mine.settings, { currency: 'XXX' })
    for (const list of [mine.categories, mine.budgets, mine.spending] as object[][])
      for (const entity of list) Object.assign(entity, { id: 'x', amount: 'x', spent: 'x' })
    expect(await book.totals()).toEqual(before)
  })

  it.each([
    [{ from: '2026-02', to: '2026-01' }, 'invalid_value', ['to']],
    [{ from: '2026-01', to: '2126-01' }, 'too_big', ['to']],
    [{ from: '2026' }, 'invalid_month', ['from']],
    [{ to: null }, 'invalid_type', ['to']],
    [{ months: 3 }, 'unknown_field', ['months']],
    ['2026-02', 'invalid_type', []],
  ])('refuse %j: %s at %j', async (range, code, path) => {
    const test = await openTestBook(kind)
    await expectInvalid(test, () => test.book.totals(range as object), code, path)
  })
})

it('totals read the months of the range and no expense, at one instant', async () => {
  const { storage } = await openTestBook(storageKinds[0]!)
  const asked: unknown[] = []
  const watched: StorageAdapter = {
    ...storage,
    read: async (bookId, scope, options) =>
      storage.read(
        bookId,
        (head) => {
          const wanted = scope(head)
          asked.push(wanted)
          return wanted
        },
        options,
      ),
  }
  const book = await openBudgetBook({ storage: watched })
  asked.length = 0
  await book.totals({ from: '2026-01', to: addMonths('2026-01', 2) })
  await book.totals()
  expect(asked).toEqual([{ months: ['2026-01', '2026-02', '2026-03'] }, { months: 'all' }])
})

it('a closed book gives no totals, and no date', async () => {
  const { book } = await openTestBook(storageKinds[0]!)
  await book.close()
  expect((await failureOf(book.totals())).code).toBe('closed')
  expect(() => book.today()).toThrow(expect.objectContaining({ code: 'closed' }))
})

it('today is the date in the book’s time zone', async () => {
  const now = () => new Date('2026-02-28T20:00:00Z')
  const { reopen } = await openTestBook(storageKinds[0]!)
  expect((await reopen({ now, timeZone: 'UTC' })).today()).toBe('2026-02-28')
  expect((await reopen({ now, timeZone: 'Asia/Kolkata' })).today()).toBe('2026-03-01')
})
