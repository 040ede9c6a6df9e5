import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { BudgetBook } from 'budgetbook'
import {
  convertMonth,
  convertUnits,
  scaleOf,
  scales,
  type Conversion,
} from '../../support/book/model/conversion.js'
import { expectInvalid, expectRefused, openTestBook } from '../../support/book/fixture.js'
import { storageKinds } from '../../support/storages/book-storages.js'
import { textOfUnits, unitsOfText } from '../../support/exact-decimal.js'

/** A book with these budgets in 2026-01, one for each category. */
async function budget(book: BudgetBook, currency: string, amounts: readonly string[]): Promise<void> {
  await book.settings.update({ currency })
  for (const [index, amount] of amounts.entries()) {
    const { id: categoryId } = await book.categories.create({ name: `Category ${index}` })
    await book.budgets.create({ categoryId, month: '2026-01', amount })
  }
}

const amountsOf = async (book: BudgetBook): Promise<string[]> =>
  (await book.budgets.list({ month: '2026-01' })).map(({ amount }) => amount)

describe.each(storageKinds)('changeCurrency in $name', (kind) => {
  it('converts the limit, every budget and every expense, and gives the new settings', async () => {
    const { book } = await openTestBook(kind)
    await budget(book, 'USD', ['100.00', '50.00'])
    await book.settings.update({ monthlyLimit: '200.00' })
    const [category] = await book.categories.list()
    const { id } = await book.expenses.record({ categoryId: category!.id, amount: '-12.50' })
    const settings = await book.settings.changeCurrency({ to: 'KWD', rate: '0.3071' })
    expect(settings).toEqual({ currency: 'KWD', monthlyLimit: '61.420', monthStartDay: 1 })
    expect(await book.settings.get()).toEqual(settings)
    expect(await amountsOf(book)).toEqual(['30.710', '15.355'])
    expect(await book.expenses.get(id)).toMatchObject({ amount: '-3.839' })
    expect((await book.utilization('2026-02')).summary.totalSpent).toBe('-3.839')
  })

  it('changes nothing but amounts and the currency', async () => {
    const { book, stored, clock } = await openTestBook(kind)
    await budget(book, 'USD', ['100.00'])
    const [category] = await book.categories.list()
    await book.expenses.record({ categoryId: category!.id, amount: '10', metadata: { a: 1 } })
    const before = await stored()
    clock.set('2026-03-01T00:00:00.000Z')
    await book.settings.changeCurrency({ to: 'INR', rate: 1 })
    expect(await stored()).toEqual({ ...before, settings: { ...before.settings, currency: 'INR' } })
  })

  it.each([
    ['half-even', ['0.005', '0.015', '-0.005', '-0.015'], ['0.00', '0.02', '0.00', '-0.02']],
    ['half-up', ['0.005', '0.015', '-0.005', '-0.015'], ['0.01', '0.02', '-0.01', '-0.02']],
  ] as const)('rounds halves of expenses %s', async (rounding, amounts, expected) => {
    const { book } = await openTestBook(kind)
    await book.settings.update({ currency: 'KWD' })
    const { id: categoryId } = await book.categories.create({ name: 'Food' })
    const recorded = await book.expenses.recordMany(amounts.map((amount) => ({ categoryId, amount })))
    await book.settings.changeCurrency({ to: 'USD', rate: '1', rounding })
    const converted = await Promise.all(recorded.map(({ id }) => book.expenses.get(id)))
    expect(converted.map(({ amount }) => amount)).toEqual(expected)
  })

  it('is half-even unless told otherwise', async () => {
    const { book } = await openTestBook(kind)
    await book.settings.update({ currency: 'KWD', monthlyLimit: '0.125' })
    expect(await book.settings.changeCurrency({ to: 'USD', rate: 1 })).toMatchObject({ monthlyLimit: '0.12' })
  })

  it("shares a month's converted total by largest remainder, ties to the earlier budget", async () => {
    const { book } = await openTestBook(kind)
    await budget(book, 'USD', ['0.50', '0.50', '0.50', '1.20'])
    await book.settings.changeCurrency({ to: 'JPY', rate: 1 })
    // 2.70 is 3: the floors 0, 0, 0 and 1 leave two units for remainders of 5/9, 5/9, 5/9 and 3/9.
    expect(await amountsOf(book)).toEqual(['1', '1', '0', '1'])
  })

  it('converts a closed month too, and the limit that it keeps', async () => {
    const { book } = await openTestBook(kind)
    await budget(book, 'USD', ['30.00'])
    await book.settings.update({ monthlyLimit: '20.00' })
    await book.months.close('2026-01')
    await book.settings.update({ monthlyLimit: null })
    await book.settings.changeCurrency({ to: 'JPY', rate: '150' })
    expect((await book.utilization('2026-01')).compliance).toMatchObject({
      monthlyLimit: '3000',
      totalBudget: '4500',
      exceedsLimit: true,
    })
    expect((await book.utilization('2026-02')).compliance.monthlyLimit).toBeNull()
  })

  it('asks no policy', async () => {
    let asked = 0
    const allocationPolicy = {
      name: 'counts',
      needsIsolation: false,
      decide: () => ({ accepted: asked++ >= 0, violations: [] }),
    }
    const { book } = await openTestBook(kind, { allocationPolicy })
    await budget(book, 'USD', ['1.00'])
    await book.settings.changeCurrency({ to: 'JPY', rate: 1000 })
    expect(asked).toBe(1)
  })

  it.each([
    ['999999999999999', '1'],
    ['0.01', '100000000000000000'],
  ])('refuses it all where %s times %s has too many digits', async (amount, rate) => {
    const test = await openTestBook(kind)
    const { book } = test
    await budget(book, 'USD', ['1.00', '2.00'])
    const [category] = await book.categories.list()
    await book.expenses.record({ categoryId: category!.id, amount })
    const change = async () => book.settings.changeCurrency({ to: 'KWD', rate: `${rate}.1` })
    await expectInvalid(test, change, 'too_many_digits', ['rate'])
  })

  it.each([
    [{ to: 'USD', rate: 1 }, 'invalid_value', ['to']],
    [{ to: 'XXX', rate: 1 }, 'unknown_currency', ['to']],
    [{ to: 'DEM', rate: 1 }, 'withdrawn_currency', ['to']],
    [{ to: 'JPY', rate: 0 }, 'too_small', ['rate']],
    [{ to: 'JPY', rate: -1 }, 'too_small', ['rate']],
    [{ to: 'JPY', rate: Number.NaN }, 'invalid_amount', ['rate']],
    [{ to: 'JPY', rate: '0.000000000000000000001' }, 'too_many_decimals', ['rate']],
    [{ to: 'JPY' }, 'required', ['rate']],
    [{ rate: 1 }, 'required', ['to']],
    [{ to: 'JPY', rate: 1, rounding: 'floor' }, 'invalid_value', ['rounding']],
    [{ to: 'JPY', rate: 1, date: '2026-01-01' }, 'unknown_field', ['date']],
    [undefined, 'invalid_type', []],
  ])('refuses %j', async (change, code, path) => {
    const test = await openTestBook(kind)
    await test.book.settings.update({ currency: 'USD', monthlyLimit: 5 })
    const call = async () => test.book.settings.changeCurrency(change as { to: string; rate: number })
    await expectInvalid(test, call, code, path)
  })

  it('is refused once the book is kept in the currency asked for', async () => {
    const test = await openTestBook(kind)
    const change = async () => test.book.settings.changeCurrency({ to: 'JPY', rate: 2 })
    await change()
    await expectRefused(test, change, 'invalid_input')
  })
})

const conversionArbitrary = (): fc.Arbitrary<Conversion> => {
  const currency = fc.constantFrom(...Object.keys(scales))
  const rate = fc.oneof(
    fc.constantFrom('1', '0.5', '0.1', '0.01', '100', '0.333333', '82.5', '0.0001', '149.995'),
    fc
      .tuple(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 1, max: 999_999 }))
      .map(([whole, decimals]) => `${whole}.${String(decimals).padStart(6, '0')}`),
  )
  return fc
    .record({ from: currency, to: currency, rate, rounding: fc.constantFrom('half-even', 'half-up') })
    .filter(({ from, to }) => from !== to)
}

const unitsArbitrary = (): fc.Arbitrary<bigint> =>
  fc.oneof(fc.constantFrom(0n, 1n, 5n, 50n, 999n), fc.bigInt({ min: 0n, max: 10n ** 10n }))

describe.each(storageKinds)('a changed currency in $name', (kind) => {
  it('gives each month its exact total rounded once, shared by largest remainder', async () => {
    await fc.assert(
      fc.asyncProperty(
        conversionArbitrary(),
        fc.array(unitsArbitrary(), { minLength: 1, maxLength: 7 }),
        async (conversion, units) => {
          const { from, to, rate, rounding } = conversion
          const { book } = await openTestBook(kind)
          await budget(
            book,
            from,
            units.map((amount) => textOfUnits(amount, scaleOf(from))),
          )
          await book.settings.changeCurrency({ to, rate, rounding })
          const expected = convertMonth(units, conversion).map((amount) => textOfUnits(amount, scaleOf(to)))
          expect(await amountsOf(book)).toEqual(expected)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('never puts a month above the limit by rounding alone, nor an expense off by half a minor unit', async () => {
    await fc.assert(
      fc.asyncProperty(
        conversionArbitrary(),
        fc.array(unitsArbitrary(), { minLength: 2, maxLength: 7 }),
        async (conversion, units) => {
          const { from, to, rate, rounding } = conversion
          const { book } = await openTestBook(kind)
          const total = units.reduce((sum, amount) => sum + amount, 0n)
          await budget(
            book,
            from,
            units.map((amount) => textOfUnits(amount, scaleOf(from))),
          )
          // As tight as a limit can be.
          await book.settings.update({ monthlyLimit: textOfUnits(total, scaleOf(from)) })
          const [category] = await book.categories.list()
          const spent = total + 1n
          const expense = await book.expenses.record({
            categoryId: category!.id,
            amount: textOfUnits(spent, scaleOf(from)),
          })
          await book.settings.changeCurrency({ to, rate, rounding })
          expect((await book.utilization('2026-01')).compliance).toMatchObject({ exceedsLimit: false })
          const { amount } = await book.expenses.get(expense.id)
          expect(unitsOfText(amount, scaleOf(to))).toBe(convertUnits(spent, conversion))
        },
      ),
      { numRuns: 60 },
    )
  })
})
