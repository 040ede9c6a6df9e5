import { describe, expect, it } from 'vitest'
import { openTestBook, expectInvalid, expectRefused } from '../../support/book/fixture.js'
import { storageKinds } from '../../support/storages/book-storages.js'

describe.each(storageKinds)('settings in $name', (kind) => {
  it('are INR without a limit and months that start on the 1st in a new book', async () => {
    const { book } = await openTestBook(kind)
    expect(await book.settings.get()).toEqual({ currency: 'INR', monthlyLimit: null, monthStartDay: 1 })
  })

  it('change what is given and leave the rest', async () => {
    const { book } = await openTestBook(kind)
    await book.settings.update({ currency: 'USD', monthlyLimit: 5000 })
    await book.settings.update({ monthStartDay: 25, monthlyLimit: undefined })
    const expected = { currency: 'USD', monthlyLimit: '5000.00', monthStartDay: 25 }
    expect(await book.settings.update({})).toEqual(expected)
    expect(await book.settings.get()).toEqual(expected)
  })

  it('take a limit away with null and keep a limit of zero', async () => {
    const { book } = await openTestBook(kind)
    expect(await book.settings.update({ monthlyLimit: 0 })).toMatchObject({ monthlyLimit: '0.00' })
    expect(await book.settings.update({ monthlyLimit: null })).toMatchObject({ monthlyLimit: null })
  })

  it.each([
    ['JPY', '1500', '1500'],
    ['USD', '1500.5', '1500.50'],
    ['KWD', '1.5', '1.500'],
    ['CLF', 0.0001, '0.0001'],
  ])("write the limit at the currency's scale: %s", async (currency, monthlyLimit, written) => {
    const { book } = await openTestBook(kind)
    expect(await book.settings.update({ currency, monthlyLimit })).toMatchObject({
      currency,
      monthlyLimit: written,
    })
  })

  it.each([
    ['10.005', 'too_many_decimals'],
    ['-0.01', 'negative_amount'],
    ['1e3', 'invalid_amount'],
    ['', 'invalid_amount'],
    [Number.NaN, 'invalid_amount'],
    [Infinity, 'invalid_amount'],
    ['1000000000000000', 'too_many_digits'],
    [true, 'invalid_type'],
  ])('refuse the limit %j', async (monthlyLimit, code) => {
    const test = await openTestBook(kind)
    const update = async () => test.book.settings.update({ monthlyLimit: monthlyLimit as string })
    await expectInvalid(test, update, code, ['monthlyLimit'])
  })

  it('read a limit in the new currency where both change', async () => {
    const test = await openTestBook(kind)
    const update = async () => test.book.settings.update({ currency: 'JPY', monthlyLimit: '10.50' })
    await expectInvalid(test, update, 'too_many_decimals', ['monthlyLimit'])
  })

  it.each([
    [{ currency: 'XXX' }, 'unknown_currency', ['currency']],
    [{ currency: 'usd' }, 'unknown_currency', ['currency']],
    [{ currency: 'DEM' }, 'withdrawn_currency', ['currency']],
    [{ currency: 'HRK', monthlyLimit: '10' }, 'withdrawn_currency', ['currency']],
    [{ currency: null }, 'invalid_type', ['currency']],
    [{ monthStartDay: 0 }, 'too_small', ['monthStartDay']],
    [{ monthStartDay: 29 }, 'too_big', ['monthStartDay']],
    [{ monthStartDay: 1.5 }, 'invalid_type', ['monthStartDay']],
    [{ monthStartDay: '1' }, 'invalid_type', ['monthStartDay']],
    [{ limit: 5 }, 'unknown_field', ['limit']],
    [null, 'invalid_type', []],
    ['USD', 'invalid_type', []],
  ])('refuse the patch %j', async (patch, code, path) => {
    const test = await openTestBook(kind)
    await expectInvalid(test, async () => test.book.settings.update(patch as object), code, path)
  })
})

describe.each(storageKinds)('the currency in $name', (kind) => {
  const requested = { requested: 'JPY', currency: 'INR' }

  it('is locked by a budget', async () => {
    const test = await openTestBook(kind)
    const { id: categoryId } = await test.book.categories.create({ name: 'Food' })
    const { budget } = await test.book.budgets.create({ categoryId, month: '2026-02', amount: 0 })
    const update = async () => test.book.settings.update({ currency: 'JPY' })
    await expectRefused(test, update, 'currency_locked', requested)
    await test.book.budgets.remove(budget.id)
    expect(await update()).toMatchObject({ currency: 'JPY' })
  })

  it('is locked by an expense, whatever the limit', async () => {
    const test = await openTestBook(kind)
    const { id: categoryId } = await test.book.categories.create({ name: 'Food' })
    const { id } = await test.book.expenses.record({ categoryId, amount: 1 })
    const update = async () => test.book.settings.update({ currency: 'JPY', monthlyLimit: null })
    await expectRefused(test, update, 'currency_locked', requested)
    await test.book.expenses.remove(id)
    expect(await update()).toMatchObject({ currency: 'JPY' })
  })

  it.each([{ monthlyLimit: null }, { monthlyLimit: '3000' }])(
    'is locked by the limit, unless %j sets it anew',
    async (anew) => {
      const test = await openTestBook(kind)
      await test.book.settings.update({ monthlyLimit: '5000.00' })
      const update = async () => test.book.settings.update({ currency: 'JPY' })
      await expectRefused(test, update, 'currency_locked', requested)
      await expect(update()).rejects.toThrow('The limit is in INR; set monthlyLimit in the same call')
      expect(await test.book.settings.update({ currency: 'JPY', ...anew })).toMatchObject({
        currency: 'JPY',
        ...anew,
      })
    },
  )

  it('is locked by the limit that a closed month keeps', async () => {
    const test = await openTestBook(kind)
    await test.book.settings.update({ monthlyLimit: 5 })
    await test.book.months.close('2026-01')
    const update = async () => test.book.settings.update({ currency: 'JPY', monthlyLimit: null })
    await expectRefused(test, update, 'currency_locked', requested)
    await test.book.months.reopen('2026-01')
    expect(await update()).toMatchObject({ currency: 'JPY', monthlyLimit: null })
  })

  it('is not locked against itself, nor by categories', async () => {
    const { book } = await openTestBook(kind)
    const { id: categoryId } = await book.categories.create({ name: 'Food' })
    expect(await book.settings.update({ currency: 'EUR' })).toMatchObject({ currency: 'EUR' })
    await book.budgets.create({ categoryId, month: '2026-02', amount: 1 })
    expect(await book.settings.update({ currency: 'EUR', monthlyLimit: 7 })).toMatchObject({
      currency: 'EUR',
      monthlyLimit: '7.00',
    })
  })
})

describe.each(storageKinds)('the start day in $name', (kind) => {
  it('is locked by a budget or an expense, but not by the limit', async () => {
    const test = await openTestBook(kind)
    const { book } = test
    const { id: categoryId } = await book.categories.create({ name: 'Food' })
    const { budget } = await book.budgets.create({ categoryId, month: '2026-02', amount: 0 })
    const update = async () => book.settings.update({ monthStartDay: 5, monthlyLimit: 7 })
    const details = { monthStartDay: 1, requested: 5 }
    await expectRefused(test, update, 'month_start_locked', details)
    const { id } = await book.expenses.record({ categoryId, amount: 1 })
    await book.budgets.remove(budget.id)
    await expectRefused(test, update, 'month_start_locked', details)
    await book.expenses.remove(id)
    expect(await update()).toMatchObject({ monthStartDay: 5, monthlyLimit: '7.00' })
  })

  it('stays while a month is closed', async () => {
    const test = await openTestBook(kind)
    await test.book.months.close('2026-01')
    const update = async () => test.book.settings.update({ monthStartDay: 5 })
    await expectRefused(test, update, 'month_closed', { months: ['2026-01'] })
    expect(await test.book.settings.update({ monthStartDay: 1 })).toMatchObject({ monthStartDay: 1 })
  })
})
