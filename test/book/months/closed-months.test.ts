import { describe, expect, it } from 'vitest'
import type { BudgetBook } from 'budgetbook'
import { expectInvalid, expectRefused, openTestBook } from '../../support/book/fixture.js'
import { storageKinds } from '../../support/storages/book-storages.js'
import { fillBook, type World } from '../../support/book/world.js'

const complianceIn = async (book: BudgetBook, month: string) => (await book.utilization(month)).compliance

/** Every way to change a month, tried on 2026-02. */
const changes: readonly [what: string, change: (book: BudgetBook, world: World) => Promise<unknown>][] = [
  [
    'budgets.create',
    async ({ budgets }, { travel }) => budgets.create({ categoryId: travel.id, month: '2026-02', amount: 1 }),
  ],
  ['budgets.update', async ({ budgets }, { february }) => budgets.update(february.id, { amount: 1 })],
  [
    'budgets.update of metadata',
    async ({ budgets }, { february }) => budgets.update(february.id, { metadata: { a: 1 } }),
  ],
  ['budgets.remove', async ({ budgets }, { february }) => budgets.remove(february.id)],
  [
    'budgets.allocate',
    async ({ budgets }, { food }) => budgets.allocate('2026-02', [{ categoryId: food.id, amount: null }]),
  ],
  [
    'expenses.record',
    async ({ expenses }, { food }) => expenses.record({ categoryId: food.id, amount: 1, date: '2026-02-28' }),
  ],
  [
    'expenses.record of today',
    async ({ expenses }, { food }) => expenses.record({ categoryId: food.id, amount: 1 }),
  ],
  [
    'expenses.recordMany',
    async ({ expenses }, { food }) =>
      expenses.recordMany([
        { categoryId: food.id, amount: 1, date: '2026-03-01' },
        { categoryId: food.id, amount: 1, date: '2026-02-01' },
      ]),
  ],
  ['expenses.update', async ({ expenses }, { dinner }) => expenses.update(dinner.id, { amount: 1 })],
  [
    'expenses.update out of it',
    async ({ expenses }, { dinner }) => expenses.update(dinner.id, { date: '2026-03-01' }),
  ],
  [
    'expenses.update into it',
    async ({ expenses }, { lunch }) => expenses.update(lunch.id, { date: '2026-02-01' }),
  ],
  ['expenses.remove', async ({ expenses }, { dinner }) => expenses.remove(dinner.id)],
  [
    'expenses.spend',
    async ({ expenses }, { food }) => expenses.spend({ categoryId: food.id, amount: 1, date: '2026-02-28' }),
  ],
  [
    'expenses.previewSpend',
    async ({ expenses }, { food }) =>
      expenses.previewSpend([{ categoryId: food.id, amount: 1, date: '2026-02-28' }]),
  ],
  [
    'holds.place',
    async ({ holds }, { food }) => holds.place({ categoryId: food.id, amount: 1, date: '2026-02-28' }),
  ],
  ['holds.commit', async ({ holds }, { hotel }) => holds.commit(hotel.id)],
  ['settings.changeMonthStart', async ({ settings }) => settings.changeMonthStart(2)],
]

describe.each(storageKinds)('a closed month in $name', (kind) => {
  it.each(changes)('is not changed by %s, until it is reopened', async (_, change) => {
    const test = await openTestBook(kind)
    const { book } = test
    const world = await fillBook(book)
    await book.months.close('2026-02')
    await expectRefused(test, async () => change(book, world), 'month_closed', { months: ['2026-02'] })
    await book.months.reopen('2026-02')
    await change(book, world)
  })

  it('gets no copy of another month', async () => {
    const test = await openTestBook(kind)
    await fillBook(test.book)
    await test.book.months.close('2026-03')
    const copy = async () => test.book.budgets.copy({ from: '2026-02', to: '2026-03' })
    await expectRefused(test, copy, 'month_closed', { months: ['2026-03'] })
  })

  it('can be copied, reported, listed and exported', async () => {
    const { book } = await openTestBook(kind)
    await fillBook(book)
    const before = await book.utilization('2026-02')
    await book.months.close('2026-02')
    expect(await book.utilization('2026-02')).toEqual(before)
    expect((await book.budgets.copy({ from: '2026-02', to: '2026-03' })).budgets).toHaveLength(1)
    expect((await book.expenses.list({ month: '2026-02' })).items).toHaveLength(1)
    expect((await book.exportBook()).closedMonths).toEqual([{ month: '2026-02', limitAtClose: '1000.00' }])
  })

  it('leaves other months as they are', async () => {
    const { book } = await openTestBook(kind)
    const { food, january } = await fillBook(book)
    await book.months.close('2026-02')
    await book.budgets.update(january.id, { amount: 7 })
    await book.expenses.record({ categoryId: food.id, amount: 1, date: '2026-03-01' })
    expect((await book.utilization('2026-01')).summary.totalBudget).toBe('7.00')
  })

  it('keeps the limit that was in force when it closed', async () => {
    const { book } = await openTestBook(kind)
    const { food } = await fillBook(book)
    await book.budgets.allocate('2026-03', [{ categoryId: food.id, amount: 200 }])
    await book.months.close('2026-02')
    await book.settings.update({ monthlyLimit: '150.00' })
    expect(await complianceIn(book, '2026-02')).toMatchObject({
      monthlyLimit: '1000.00',
      exceedsLimit: false,
    })
    expect(await complianceIn(book, '2026-03')).toMatchObject({ monthlyLimit: '150.00', exceedsLimit: true })
    await book.settings.update({ monthlyLimit: null })
    expect(await complianceIn(book, '2026-02')).toMatchObject({ monthlyLimit: '1000.00' })
    await book.months.close('2026-03')
    await book.settings.update({ monthlyLimit: '1.00' })
    expect(await complianceIn(book, '2026-03')).toMatchObject({ monthlyLimit: null, exceedsLimit: false })
  })

  it('goes by the limit now in force once it is reopened, and keeps that when it closes again', async () => {
    const { book } = await openTestBook(kind)
    await fillBook(book)
    await book.months.close('2026-02')
    await book.settings.update({ monthlyLimit: '150.00' })
    await book.months.reopen('2026-02')
    expect(await complianceIn(book, '2026-02')).toMatchObject({ monthlyLimit: '150.00', overage: '50.00' })
    await book.months.close('2026-02')
    await book.settings.update({ monthlyLimit: '5000.00' })
    expect(await complianceIn(book, '2026-02')).toMatchObject({ monthlyLimit: '150.00', overage: '50.00' })
  })

  it('stays closed, with its limit, when it is closed again', async () => {
    const { book, stored } = await openTestBook(kind)
    await fillBook(book)
    const info = await book.months.close('2026-02')
    expect(info).toEqual({
      month: '2026-02',
      start: '2026-02-01',
      end: '2026-02-28',
      closed: true,
      current: true,
    })
    await book.settings.update({ monthlyLimit: '150.00' })
    const before = await stored()
    expect(await book.months.close('2026-02')).toEqual(info)
    expect(await stored()).toEqual(before)
  })

  it('opens again, and an open one stays open', async () => {
    const { book, stored } = await openTestBook(kind)
    await fillBook(book)
    const before = await stored()
    expect(await book.months.reopen('2026-01')).toMatchObject({
      month: '2026-01',
      closed: false,
      current: false,
    })
    await book.months.close('2026-01')
    expect(await book.months.reopen('2026-01')).toMatchObject({ closed: false })
    expect(await stored()).toEqual(before)
  })

  it('may be empty, or lie in the future', async () => {
    const test = await openTestBook(kind)
    const { id: categoryId } = await test.book.categories.create({ name: 'Food' })
    await test.book.months.close('2030-01')
    const record = async () => test.book.expenses.record({ categoryId, amount: 1, date: '2030-01-31' })
    await expectRefused(test, record, 'month_closed', { months: ['2030-01'] })
  })

  it('is closed for every other book object, and after reopening the book', async () => {
    const test = await openTestBook(kind)
    const world = await fillBook(test.book)
    await test.book.months.close('2026-02')
    const other = await test.reopen()
    await expectRefused(test, async () => other.budgets.remove(world.february.id), 'month_closed')
  })

  it.each([
    ['2026-00', 'invalid_month'],
    [undefined, 'invalid_type'],
  ])('is never %j', async (month, code) => {
    const test = await openTestBook(kind)
    await expectInvalid(test, async () => test.book.months.close(month as string), code, ['month'])
    await expectInvalid(test, async () => test.book.months.reopen(month as string), code, ['month'])
  })
})
