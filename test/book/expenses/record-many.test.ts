import { describe, expect, it } from 'vitest'
import type { NewExpense } from 'budgetbook'
import { expectInvalid, expectRefused, type TestBook } from '../../support/book/fixture.js'
import { openWithCategories } from '../../support/book/plans.js'
import { storageKinds } from '../../support/storages/book-storages.js'

const spentIn = async ({ book }: TestBook, month: string): Promise<string> =>
  (await book.utilization(month)).summary.totalSpent

describe.each(storageKinds)('recordMany in $name', (kind) => {
  it('records all, in any month, in one commit', async () => {
    const test = await openWithCategories(kind)
    const { book, food, travel } = test
    const events: unknown[] = []
    book.subscribe((event) => events.push(event))
    const recorded = await book.expenses.recordMany([
      { categoryId: food, amount: 1, date: '2026-01-31' },
      { categoryId: travel, amount: 2, date: '2026-02-01' },
      { categoryId: food, amount: 3 },
    ])
    expect(recorded.map(({ amount, date }) => [amount, date])).toEqual([
      ['1.00', '2026-01-31'],
      ['2.00', '2026-02-01'],
      ['3.00', '2026-02-14'],
    ])
    expect(events).toHaveLength(1)
    expect((await book.expenses.list()).items).toEqual([...recorded].reverse())
    expect(await spentIn(test, '2026-02')).toBe('5.00')
  })

  it('takes an import of thousands', async () => {
    const test = await openWithCategories(kind)
    const many = Array.from({ length: 3_000 }, () => ({ categoryId: test.food, amount: '0.01' }))
    await test.book.expenses.recordMany(many)
    expect(await spentIn(test, '2026-02')).toBe('30.00')
  })

  it('records nothing for an empty list', async () => {
    const { book, stored } = await openWithCategories(kind)
    const before = await stored()
    expect(await book.expenses.recordMany([])).toEqual([])
    expect(await stored()).toEqual(before)
  })

  it('records all or none, and says which one is at fault', async () => {
    const test = await openWithCategories(kind)
    const { book, food, travel } = test
    await book.categories.archive(travel)
    const good = { categoryId: food, amount: 1 }
    const record = (bad: unknown) => async () => book.expenses.recordMany([good, bad as NewExpense, good])
    await expectRefused(test, record({ categoryId: 'nobody', amount: 1 }), 'not_found')
    await expectRefused(test, record({ categoryId: travel, amount: 1 }), 'category_archived')
    await expectInvalid(test, record({ categoryId: food, amount: 0 }), 'zero_amount', [
      'expenses',
      1,
      'amount',
    ])
    await expectInvalid(test, record({ categoryId: food, amount: 'x' }), 'invalid_amount', [
      'expenses',
      1,
      'amount',
    ])
    await expectInvalid(test, record({ ...good, date: '2026-02-30' }), 'invalid_date', [
      'expenses',
      1,
      'date',
    ])
    await expectInvalid(test, record(undefined), 'required', ['expenses', 1])
    await expectInvalid(test, record('1.00'), 'invalid_type', ['expenses', 1])
    await book.months.close('2025-12')
    await expectRefused(test, record({ ...good, date: '2025-12-31' }), 'month_closed', {
      months: ['2025-12'],
    })
    const nothing = async () => book.expenses.recordMany({ length: 1, 0: good } as never)
    await expectInvalid(test, nothing, 'invalid_type', ['expenses'])
  })
})
