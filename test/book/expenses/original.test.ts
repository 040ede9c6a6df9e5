import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { convertAmount, createMemoryAdapter, openBudgetBook } from 'budgetbook'
import { amountArbitrary, bookContentsArbitrary, currencyArbitrary } from 'budgetbook/testing'
import { expectInvalid, failureOf, openTestBook, type TestBook } from '../../support/book/fixture.js'
import { storageKinds, type TestStorageKind } from '../../support/storages/book-storages.js'

async function open(kind: TestStorageKind): Promise<TestBook & { readonly categoryId: string }> {
  const test = await openTestBook(kind)
  await test.book.settings.update({ currency: 'USD' })
  return { ...test, categoryId: (await test.book.categories.create({ name: 'Travel' })).id }
}

const francs = { amount: '25.00', currency: 'CHF', rate: '1.0443' } as const

describe.each(storageKinds)('an expense of another currency in $name', (kind) => {
  it('is converted once, half to even, and remembers what it was', async () => {
    const { book, categoryId, reopen } = await open(kind)
    const expense = await book.expenses.record({ categoryId, original: francs })
    // 26.1075
    expect(expense).toMatchObject({ amount: '26.11', original: francs })
    const other = await reopen()
    expect(await other.expenses.get(expense.id)).toEqual(expense)
    expect((await other.expenses.list()).items).toEqual([expense])
    expect((await other.utilization('2026-02')).summary.totalSpent).toBe('26.11')
    const yen = { amount: -1_000, currency: 'JPY', rate: 0.0065 }
    const [refund] = await book.expenses.recordMany([{ categoryId, original: yen }])
    expect(refund).toMatchObject({
      amount: '-6.50',
      original: { amount: '-1000', currency: 'JPY', rate: '0.0065' },
    })
  })

  it('keeps the amount of the bank, if one is given', async () => {
    const { book, categoryId } = await open(kind)
    const expense = await book.expenses.record({ categoryId, amount: '27.03', original: francs })
    expect(expense).toMatchObject({ amount: '27.03', original: francs })
    const plain = await book.expenses.record({ categoryId, amount: '1', original: null })
    expect(plain).toMatchObject({ amount: '1.00', original: null })
  })

  it('changes with its original amount, or forgets it', async () => {
    const { book, categoryId, clock } = await open(kind)
    const { id } = await book.expenses.record({ categoryId, original: francs })
    clock.set('2026-02-15T00:00:00.000Z')
    const more = { ...francs, amount: '50' }
    const changed = await book.expenses.update(id, { original: more })
    expect(changed).toMatchObject({ amount: '52.22', original: { ...francs, amount: '50.00' } })
    expect(await book.expenses.update(id, { original: more, amount: '60' })).toMatchObject({
      amount: '60.00',
      original: { amount: '50.00' },
    })
    expect(await book.expenses.update(id, { description: 'Lunch' })).toMatchObject({
      amount: '60.00',
      original: { amount: '50.00' },
    })
    expect(await book.expenses.update(id, { amount: '61' })).toMatchObject({ original: { amount: '50.00' } })
    expect(await book.expenses.update(id, { original: null })).toMatchObject({
      amount: '61.00',
      original: null,
    })
  })

  it('keeps what it was when the book changes its currency', async () => {
    const { book, categoryId } = await open(kind)
    const { id } = await book.expenses.record({ categoryId, original: francs })
    await book.settings.changeCurrency({ to: 'KWD', rate: '0.307' })
    expect(await book.expenses.get(id)).toMatchObject({ amount: '8.016', original: francs })
  })

  it('is refused without any amount, with an invalid rate, and if it comes to zero', async () => {
    const test = await open(kind)
    const { categoryId } = test
    const record = (expense: object) => async () =>
      test.book.expenses.record({ categoryId, ...expense } as never)
    const original = (fields: object) => record({ original: { ...francs, ...fields } })
    await expectInvalid(test, record({}), 'required', ['amount'])
    await expectInvalid(test, record({ original: null }), 'required', ['amount'])
    await expectInvalid(test, original({ amount: undefined }), 'required', ['original', 'amount'])
    await expectInvalid(test, original({ amount: '0' }), 'zero_amount', ['original', 'amount'])
    await expectInvalid(test, original({ amount: '1.005' }), 'too_many_decimals', ['original', 'amount'])
    await expectInvalid(test, original({ currency: 'chf' }), 'unknown_currency', ['original', 'currency'])
    await expectInvalid(test, original({ rate: '0' }), 'too_small', ['original', 'rate'])
    await expectInvalid(test, original({ rate: 'x' }), 'invalid_amount', ['original', 'rate'])
    await expectInvalid(test, original({ fee: '1' }), 'unknown_field', ['original', 'fee'])
    await expectInvalid(test, original({ rate: '0.0001' }), 'zero_amount', ['original', 'amount'])
    await expectInvalid(test, original({ amount: '999999999999999', rate: '9' }), 'too_many_digits', [
      'original',
      'amount',
    ])
    const many = async () =>
      test.book.expenses.recordMany([{ categoryId, amount: '1' }, { categoryId } as never])
    await expectInvalid(test, many, 'required', ['expenses', 1, 'amount'])
  })

  it('is refused with a text that says what to do', async () => {
    const { book, categoryId } = await open(kind)
    const textOf = async (money: object) =>
      (await failureOf(book.expenses.record({ categoryId, ...money } as never))).message
    expect(await textOf({ original: { ...francs, rate: '0.0001' } })).toBe(
      'original.amount: The amount rounds to zero when it is converted to USD. Check the rate, or pass the amount in USD too',
    )
    for (const money of [{}, { original: null }])
      expect(await textOf(money)).toBe('amount: Pass the amount, or an original amount to convert')
  })

  it('is reported with everything else that is wrong', async () => {
    const test = await open(kind)
    const call = test.book.expenses.record({ date: '2026-02-30' } as never)
    expect((await failureOf(call)).details).toMatchObject({
      issues: [{ path: ['categoryId'] }, { path: ['date'] }, { path: ['amount'] }],
    })
  })
})

describe('original amounts', () => {
  it('are in no figure: without them every report and total is the same', async () => {
    await fc.assert(
      fc.asyncProperty(bookContentsArbitrary(), async (contents) => {
        const plain = {
          ...contents,
          expenses: contents.expenses.map((expense) => ({ ...expense, original: null })),
        }
        const figures = await Promise.all(
          [contents, plain].map(async (filled) => {
            const storage = createMemoryAdapter()
            const options = { operation: null, source: 'test', signal: undefined }
            await storage.replace('default', () => ({ contents: filled, receipt: {} }), options)
            const book = await openBudgetBook({ storage })
            const totals = await book.totals()
            const reports = await Promise.all(totals.months.map(async ({ month }) => book.utilization(month)))
            return { totals, reports }
          }),
        )
        expect(figures[0]).toEqual(figures[1])
      }),
    )
  })

  it('give the amount that convertAmount gives', async () => {
    const book = await openBudgetBook({ storage: createMemoryAdapter() })
    const { id: categoryId } = await book.categories.create({ name: 'Travel' })
    const rates = fc.constantFrom('1', '1.04', '0.5', '82.125', '0.001')
    const original = currencyArbitrary().chain((currency) =>
      fc.record({
        amount: amountArbitrary(currency, { max: '99999999' }),
        currency: fc.constant(currency),
        rate: rates,
      }),
    )
    await fc.assert(
      fc.asyncProperty(original, async ({ amount, currency: from, rate }) => {
        let converted: string
        try {
          converted = convertAmount(amount, { from, to: 'INR', rate })
        } catch {
          converted = 'refused'
        }
        const recorded = book.expenses.record({ categoryId, original: { amount, currency: from, rate } })
        if (converted === 'refused' || !/[1-9]/.test(converted))
          await expect(recorded).rejects.toMatchObject({ code: 'invalid_input' })
        else expect(await recorded).toMatchObject({ amount: converted, original: { amount, rate } })
      }),
    )
  })
})
