import { describe, expect, it } from 'vitest'
import { computeUtilization } from 'budgetbook'
import { expectInvalid, openTestBook } from '../../support/book/fixture.js'
import { storageKinds } from '../../support/storages/book-storages.js'
import { fillBook } from '../../support/book/world.js'

// A day after the clock of the book.
const soon = '2026-02-15T09:30:00.000Z'

describe.each(storageKinds)('utilization in $name', (kind) => {
  it('is what computeUtilization makes of everything in the book', async () => {
    const { book, stored, clock } = await openTestBook(kind)
    const { travel, old, january } = await fillBook(book)
    await book.expenses.record({ categoryId: travel.id, amount: '950.00', date: '2026-02-28' })
    await book.budgets.update(january.id, { amount: '0' })
    await book.categories.restore(old.id)
    await book.budgets.create({ categoryId: old.id, month: '2026-02', amount: '801.00' })
    await book.holds.place({ categoryId: travel.id, amount: '5.00', date: '2025-12-31' })
    await book.holds.place({ categoryId: old.id, amount: '7.00', date: '2026-02-01', expiresAt: soon })
    clock.set(soon)
    await book.categories.archive(old.id)
    const { settings, categories, budgets, expenses, holds } = await stored()
    expect(holds).toHaveLength(3)
    for (const month of ['2025-12', '2026-01', '2026-02']) {
      const report = await book.utilization(month)
      const input = { month, settings, categories, budgets, expenses, holds, now: soon }
      expect(report).toEqual(computeUtilization(input))
    }
  })

  it('reports the month that today falls in, unless told otherwise', async () => {
    const { book, clock } = await openTestBook(kind)
    expect((await book.utilization()).month).toBe('2026-02')
    await book.settings.update({ monthStartDay: 15 })
    expect((await book.utilization()).month).toBe('2026-01')
    expect((await book.utilization(undefined)).month).toBe('2026-01')
    clock.set('2026-02-15T00:00:00.000Z')
    expect((await book.utilization()).month).toBe('2026-02')
  })

  it('takes its statuses from the thresholds that the book was opened with', async () => {
    const { book, reopen } = await openTestBook(kind)
    const { january } = await fillBook(book)
    const statusIn = async (thresholds: object) =>
      (await (await reopen({ thresholds })).utilization(january.month)).summary.status
    expect(await statusIn({})).toBe('good')
    expect(await statusIn({ warning: 40 })).toBe('warning')
    expect(await statusIn({ warning: 1, critical: 40, overBudget: 40 })).toBe('critical')
    expect(await statusIn({ warning: 1, critical: 40, overBudget: 40, overBudgetWhen: 'reached' })).toBe(
      'over_budget',
    )
  })

  it('keeps the thresholds that it was opened with, whatever becomes of the object', async () => {
    const thresholds = { warning: 40 }
    const { book } = await openTestBook(kind, { thresholds })
    await fillBook(book)
    thresholds.warning = -1
    expect((await book.utilization('2026-01')).summary.status).toBe('warning')
  })

  it.each([
    ['2026', 'invalid_month'],
    ['', 'invalid_month'],
    [null, 'invalid_type'],
    [new Date(0), 'invalid_type'],
  ])('refuses the month %j', async (month, code) => {
    const test = await openTestBook(kind)
    await expectInvalid(test, async () => test.book.utilization(month as string), code, ['month'])
  })
})

describe.each(storageKinds)('months in $name', (kind) => {
  it('are the current one alone in a new book', async () => {
    const { book } = await openTestBook(kind)
    expect(await book.months.list()).toEqual([
      { month: '2026-02', start: '2026-02-01', end: '2026-02-28', closed: false, current: true },
    ])
  })

  it('are those with a budget or an expense, closed ones and the current one, newest first', async () => {
    const { book } = await openTestBook(kind)
    const { id: categoryId } = await book.categories.create({ name: 'Food' })
    await book.settings.update({ monthStartDay: 25 })
    await book.budgets.create({ categoryId, month: '2024-01', amount: 0 })
    await book.expenses.record({ categoryId, amount: 1, date: '2027-01-24' })
    await book.months.close('2024-01')
    await book.months.close('2023-01')
    expect(await book.months.list()).toEqual([
      { month: '2026-12', start: '2026-12-25', end: '2027-01-24', closed: false, current: false },
      { month: '2026-01', start: '2026-01-25', end: '2026-02-24', closed: false, current: true },
      { month: '2024-01', start: '2024-01-25', end: '2024-02-24', closed: true, current: false },
      { month: '2023-01', start: '2023-01-25', end: '2023-02-24', closed: true, current: false },
    ])
  })

  it('can all be reopened from the list, which then names only what has entries', async () => {
    const { book } = await openTestBook(kind)
    const { id: categoryId } = await book.categories.create({ name: 'Food' })
    await book.budgets.create({ categoryId, month: '2025-12', amount: 1 })
    for (const month of ['2025-11', '2025-12', '2026-02', '2030-01']) await book.months.close(month)
    for (const { month, closed } of await book.months.list()) if (closed) await book.months.reopen(month)
    expect((await book.months.list()).map(({ month, closed }) => [month, closed])).toEqual([
      ['2026-02', false],
      ['2025-12', false],
    ])
    await expect(book.settings.changeMonthStart(25)).resolves.toMatchObject({ monthStartDay: 25 })
  })

  it('name the current one once where it has entries, or is closed', async () => {
    const { book } = await openTestBook(kind)
    await fillBook(book)
    await book.months.close('2026-02')
    expect((await book.months.list()).map(({ month, closed, current }) => [month, closed, current])).toEqual([
      ['2026-02', true, true],
      ['2026-01', false, false],
    ])
  })

  it('are given at both ends of the calendar, whatever the start day', async () => {
    const { book } = await openTestBook(kind)
    const { id: categoryId } = await book.categories.create({ name: 'Food' })
    await book.settings.update({ monthStartDay: 28 })
    for (const date of ['0001-01-01', '9999-12-31']) {
      await book.expenses.record({ categoryId, amount: 1, date })
    }
    expect(await book.months.list()).toMatchObject([
      { month: '9999-12', start: '9999-12-28', end: '9999-12-31' },
      { month: '2026-01' },
      { month: '0001-01', start: '0001-01-01', end: '0001-02-27' },
    ])
    expect((await book.utilization('9999-12')).summary.totalSpent).toBe('1.00')
  })
})

describe.each(storageKinds)('months.get in $name', (kind) => {
  it('describes any month, with entries or without, as the list does', async () => {
    const { book } = await openTestBook(kind)
    await fillBook(book)
    await book.months.close('2020-05')
    for (const info of await book.months.list()) expect(await book.months.get(info.month)).toEqual(info)
    expect(await book.months.get('2031-07')).toEqual({
      month: '2031-07',
      start: '2031-07-01',
      end: '2031-07-31',
      closed: false,
      current: false,
    })
  })

  it('follows the start day and the clock', async () => {
    const { book, clock } = await openTestBook(kind)
    await book.settings.update({ monthStartDay: 15 })
    expect(await book.months.get('2026-02')).toMatchObject({
      start: '2026-02-15',
      end: '2026-03-14',
      current: false,
    })
    clock.set('2026-02-15T00:00:00.000Z')
    expect(await book.months.get('2026-02')).toMatchObject({ current: true })
  })

  it.each([
    ['2026', 'invalid_month'],
    ['2026-02-01', 'invalid_month'],
    [undefined, 'invalid_type'],
    [new Date(0), 'invalid_type'],
  ])('refuses the month %j', async (month, code) => {
    const test = await openTestBook(kind)
    await expectInvalid(test, async () => test.book.months.get(month as string), code, ['month'])
  })
})
