import { describe, expect, it } from 'vitest'
import { expectInvalid, expectRefused } from '../../support/book/fixture.js'
import { figuresOf, later, oneDay, openForHolds, type BookOfHolds } from '../../support/book/holds.js'
import { storageKinds } from '../../support/storages/book-storages.js'

const tomorrow = later(oneDay)

const amountsOf = async ({ book }: BookOfHolds): Promise<string[]> =>
  (await book.holds.list()).map(({ amount }) => amount)

describe.each(storageKinds)('work on a book with holds in $name', (kind) => {
  it('merging a category moves its holds, also in a closed month', async () => {
    const test = await openForHolds(kind)
    const { book, hold, food, travel, clock } = test
    const [own, other, closed] = [
      await hold('1.00'),
      await hold('2.00', { categoryId: travel }),
      await hold('4.00', { categoryId: travel, date: '2026-01-31', expiresAt: tomorrow }),
    ]
    await book.months.close('2026-01')
    clock.set(later(5))
    await book.categories.merge({ from: travel, into: food })
    const holds = await book.holds.list({ categoryId: food })
    expect(holds.map(({ id }) => id).toSorted()).toEqual([own, other, closed].toSorted())
    const changed = holds.map(({ id, updatedAt, createdAt }) => [id, createdAt, updatedAt])
    expect(changed).toContainEqual([other, later(0), later(5)])
    expect(changed).toContainEqual([own, later(0), later(0)])
    expect(await figuresOf(book)).toMatchObject({ held: '3.00' })
    expect(await figuresOf(book, '2026-01')).toMatchObject({ held: '4.00' })
    expect((await book.holds.commit(other)).expense.categoryId).toBe(food)
  })

  it('changing the currency converts holds, and one that becomes zero goes', async () => {
    const test = await openForHolds(kind)
    const { book, hold } = test
    for (const amount of ['0.01', '0.50', '1.50', '2.50', '100.00']) await hold(amount)
    await book.settings.changeCurrency({ to: 'KWD', rate: '0.3' })
    expect((await amountsOf(test)).toSorted()).toEqual(['0.003', '0.150', '0.450', '0.750', '30.000'])
    await book.settings.changeCurrency({ to: 'JPY', rate: '10' })
    // 0.03, 1.5, 4.5, 7.5 and 300, halves to even.
    expect((await amountsOf(test)).toSorted()).toEqual(['2', '300', '4', '8'])
    expect((await test.stored()).holds).toHaveLength(4)
    await book.settings.changeCurrency({ to: 'CLF', rate: '0.00001', rounding: 'half-up' })
    expect((await amountsOf(test)).toSorted()).toEqual(['0.0001', '0.0030'])
    expect(await figuresOf(book)).toMatchObject({ held: '0.0031' })
  })

  it('changing the currency is refused if a hold grows too long', async () => {
    const test = await openForHolds(kind)
    await test.hold('999999999999999.99')
    const change = async () => test.book.settings.changeCurrency({ to: 'JPY', rate: 2 })
    await expectInvalid(test, change, 'too_many_digits', ['rate'])
  })

  it('changing the start of months refiles holds', async () => {
    const test = await openForHolds(kind)
    const { book, hold, stored } = test
    await hold('1.00', { date: '2026-02-27' })
    await hold('2.00', { date: '2026-02-28' })
    await hold('4.00', { date: '2024-02-29' })
    await book.settings.changeMonthStart(28)
    expect(await figuresOf(book, '2026-01')).toMatchObject({ held: '1.00' })
    expect(await figuresOf(book)).toMatchObject({ held: '2.00' })
    expect(await figuresOf(book, '2024-02')).toMatchObject({ held: '4.00' })
    await book.settings.changeMonthStart(1)
    expect(await figuresOf(book)).toMatchObject({ held: '3.00' })
    expect((await stored()).holds.every(({ date, month }) => date.startsWith(month))).toBe(true)
  })

  it('open holds lock the currency and the start of months, and expired ones do not', async () => {
    const test = await openForHolds(kind)
    const { book, hold, clock } = test
    const [budget] = await book.budgets.list()
    await book.budgets.remove(budget!.id)
    await hold(1, { expiresAt: tomorrow })
    const toYen = async () => book.settings.update({ currency: 'JPY', monthlyLimit: null })
    await expectRefused(test, toYen, 'currency_locked', { currency: 'USD', requested: 'JPY' })
    const to25 = async () => book.settings.update({ monthStartDay: 25 })
    await expectRefused(test, to25, 'month_start_locked', { monthStartDay: 1, requested: 25 })
    clock.set(tomorrow)
    await to25()
    await toYen()
    expect((await test.stored()).holds).toEqual([])
    // It does not come back with the clock, in a currency that it is not in.
    clock.set(later(0))
    expect(await book.holds.list()).toEqual([])
  })

  it('a category with open holds is in use, and one with expired holds is not', async () => {
    const test = await openForHolds(kind)
    const { book, hold, travel, clock, stored } = test
    await hold(1, { categoryId: travel, date: '2027-01-01' })
    await hold(2, { categoryId: travel, expiresAt: tomorrow })
    const remove = async () => book.categories.remove(travel)
    const details = { categoryId: travel, budgetCount: 0, expenseCount: 0, holdCount: 2 }
    expect((await expectRefused(test, remove, 'category_in_use')).details).toEqual(details)
    clock.set(tomorrow)
    expect((await expectRefused(test, remove, 'category_in_use')).details).toEqual({
      ...details,
      holdCount: 1,
    })
    const [open] = await book.holds.list()
    await book.holds.release(open!.id)
    await remove()
    expect((await stored()).holds).toEqual([])
    expect((await book.categories.list()).map(({ name }) => name)).toEqual(['Food'])
  })

  it('an archived category takes no new hold until it is restored', async () => {
    const test = await openForHolds(kind)
    const { book, hold, food } = test
    await book.categories.archive(food)
    await expectRefused(test, async () => hold(1), 'category_archived', { categoryId: food, name: 'Food' })
    await book.categories.restore(food)
    expect(await hold(1)).toBe('id-4')
  })

  it('closing a month keeps its holds, and they count in its report', async () => {
    const test = await openForHolds(kind)
    const { book, hold, clock } = test
    await hold('40.00', { expiresAt: tomorrow })
    await book.months.close('2026-02')
    expect(await figuresOf(book)).toEqual({ spent: '0.00', held: '40.00', free: '60.00' })
    clock.set(tomorrow)
    expect(await figuresOf(book)).toEqual({ spent: '0.00', held: '0.00', free: '100.00' })
  })
})

describe.each(storageKinds)('the pace of a month with holds in $name', (kind) => {
  it('takes open holds as upcoming, those of today and earlier for tomorrow', async () => {
    const { book, hold, food, travel, clock } = await openForHolds(kind)
    const plain = await book.pace('2026-02')
    await hold('10.00', { date: '2026-02-01' })
    await hold('20.00', { date: '2026-02-14' })
    await hold('1.00', { date: '2026-02-28', expiresAt: tomorrow })
    await hold('5.00', { categoryId: travel })
    const upcoming = [{ categoryId: food, amount: '3.00', date: '2026-02-15' }]
    const { summary, categories } = await book.pace('2026-02', { upcoming })
    expect(categories[0]).toMatchObject({ upcoming: '34.00', projected: '34.00' })
    expect(summary).toMatchObject({ upcoming: '39.00', expected: plain.summary.expected })
    clock.set(tomorrow)
    expect((await book.pace('2026-02')).categories[0]).toMatchObject({ upcoming: '30.00' })
  })

  it('is that of the month before without its holds, and on the last day too', async () => {
    const { book, hold, clock } = await openForHolds(kind)
    await hold('10.00', { date: '2026-01-31' })
    await hold('20.00', { date: '2026-02-28' })
    expect((await book.pace('2026-01')).summary.upcoming).toBe('0.00')
    clock.set('2026-02-28T23:59:59.999Z')
    expect((await book.pace('2026-02')).summary.upcoming).toBe('0.00')
    clock.set('2026-02-27T00:00:00.000Z')
    expect((await book.pace('2026-02')).summary.upcoming).toBe('20.00')
  })

  it('answers on the last day of the calendar', async () => {
    const { book, hold, clock } = await openForHolds(kind)
    await hold('10.00', { date: '9999-12-31' })
    clock.set('9999-12-31T12:00:00.000Z')
    expect((await book.pace('9999-12')).summary.upcoming).toBe('0.00')
  })

  it('names the positions of the caller’s own upcoming spending', async () => {
    const test = await openForHolds(kind)
    await test.hold(1)
    const upcoming = [{ categoryId: 'nobody', amount: 1, date: '2026-02-20' }]
    const pace = async () => test.book.pace('2026-02', { upcoming })
    await expectInvalid(test, pace, 'unknown_category', ['upcoming', 0, 'categoryId'])
    const none = async () => test.book.pace('2026-02', { upcoming: 5 as never })
    await expectInvalid(test, none, 'invalid_type', ['upcoming'])
  })
})
