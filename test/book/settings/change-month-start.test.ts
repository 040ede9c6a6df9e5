import { describe, expect, it } from 'vitest'
import type { BookEvent } from 'budgetbook'
import { openTestBook, expectInvalid, expectRefused } from '../../support/book/fixture.js'
import { storageKinds } from '../../support/storages/book-storages.js'

describe.each(storageKinds)('changeMonthStart in $name', (kind) => {
  it('sorts every expense anew and leaves budgets with their month', async () => {
    const { book } = await openTestBook(kind)
    const { id: categoryId } = await book.categories.create({ name: 'Food' })
    await book.budgets.create({ categoryId, month: '2026-02', amount: 100 })
    for (const date of ['2026-02-24', '2026-02-25', '2026-03-24', '2026-03-25']) {
      await book.expenses.record({ categoryId, amount: 10, date })
    }
    expect(await book.settings.changeMonthStart(25)).toMatchObject({ monthStartDay: 25 })
    const spentIn = async (month: string) => (await book.utilization(month)).summary.totalSpent
    expect(await Promise.all(['2026-01', '2026-02', '2026-03', '2026-04'].map(spentIn))).toEqual([
      '10.00',
      '20.00',
      '10.00',
      '0.00',
    ])
    expect((await book.budgets.list()).map(({ month }) => month)).toEqual(['2026-02'])
    const { items } = await book.expenses.list({ month: '2026-02' })
    expect(items.map(({ date }) => date)).toEqual(['2026-03-24', '2026-02-25'])
  })

  it('leaves no trace of a month that its expenses have left', async () => {
    const { book } = await openTestBook(kind)
    const { id: categoryId } = await book.categories.create({ name: 'Food' })
    await book.expenses.record({ categoryId, amount: 10, date: '2024-05-01' })
    await book.settings.changeMonthStart(2)
    expect((await book.months.list()).map(({ month }) => month)).toEqual(['2026-02', '2024-04'])
  })

  it('is undone by changing back', async () => {
    const { book, stored } = await openTestBook(kind)
    const { id: categoryId } = await book.categories.create({ name: 'Food' })
    await book.expenses.record({ categoryId, amount: 10, date: '2026-02-27' })
    const before = await stored()
    await book.settings.changeMonthStart(28)
    expect(await stored()).not.toEqual(before)
    await book.settings.changeMonthStart(1)
    expect(await stored()).toEqual(before)
  })

  it('to the day in force writes nothing and tells nobody, also while a month is closed', async () => {
    const { book, bytes } = await openTestBook(kind)
    const { id: categoryId } = await book.categories.create({ name: 'Food' })
    await book.expenses.record({ categoryId, amount: 10, date: '2026-02-24' })
    await book.settings.changeMonthStart(25)
    await book.months.close('2026-01')
    const events: BookEvent[] = []
    book.subscribe((event) => events.push(event))
    const before = { bytes: await bytes(), version: book.version() }
    expect(await book.settings.changeMonthStart(25)).toMatchObject({ monthStartDay: 25 })
    expect({ bytes: await bytes(), version: book.version() }).toEqual(before)
    expect(events).toEqual([])
  })

  it('to the day in force takes its operation id all the same', async () => {
    const { book, stored, reopen } = await openTestBook(kind)
    const options = { operationId: 'op' }
    const before = await stored()
    expect(await book.settings.changeMonthStart(1, options)).toMatchObject({ monthStartDay: 1 })
    expect(await stored()).toEqual(before)
    await book.settings.changeMonthStart(25)
    expect(await (await reopen()).settings.changeMonthStart(1, options)).toMatchObject({ monthStartDay: 25 })
    await expect(book.settings.changeMonthStart(2, options)).rejects.toMatchObject({
      code: 'operation_mismatch',
    })
  })

  it('is refused while a month is closed', async () => {
    const test = await openTestBook(kind)
    await test.book.months.close('2026-01')
    await test.book.months.close('2026-02')
    const change = async () => test.book.settings.changeMonthStart(2)
    const { details } = await expectRefused(test, change, 'month_closed')
    expect([...(details as { months: string[] }).months].sort()).toEqual(['2026-01', '2026-02'])
  })

  it.each([
    [0, 'too_small'],
    [29, 'too_big'],
    [1.5, 'invalid_type'],
    ['2', 'invalid_type'],
    [undefined, 'invalid_type'],
  ])('refuses the day %j', async (day, code) => {
    const test = await openTestBook(kind)
    await expectInvalid(test, async () => test.book.settings.changeMonthStart(day as number), code, ['day'])
  })
})
