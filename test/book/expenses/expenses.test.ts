import { describe, expect, it } from 'vitest'
import type { ExpensePatch, NewExpense } from 'budgetbook'
import {
  expectInvalid,
  expectRefused,
  openTestBook,
  startOfClock,
  type TestBook,
} from '../../support/book/fixture.js'
import { openWithCategories } from '../../support/book/plans.js'
import { storageKinds } from '../../support/storages/book-storages.js'

const spentIn = async ({ book }: TestBook, month: string): Promise<string> =>
  (await book.utilization(month)).summary.totalSpent

describe.each(storageKinds)('an expense in $name', (kind) => {
  it('is recorded with what was given, and found again', async () => {
    const { book, food } = await openWithCategories(kind)
    const expense = await book.expenses.record({
      categoryId: food,
      amount: '12.5',
      date: '2024-02-29',
      description: 'Lunch',
      metadata: { shop: { name: 'x' } },
    })
    expect(expense).toEqual({
      id: 'id-3',
      categoryId: food,
      amount: '12.50',
      date: '2024-02-29',
      description: 'Lunch',
      original: null,
      metadata: { shop: { name: 'x' } },
      createdAt: startOfClock,
      updatedAt: startOfClock,
    })
    expect(await book.expenses.get('id-3')).toEqual(expense)
  })

  it('is of today, without description and metadata, unless told otherwise', async () => {
    const { book, food } = await openWithCategories(kind)
    expect(await book.expenses.record({ categoryId: food, amount: 1 })).toMatchObject({
      date: '2026-02-14',
      description: '',
      metadata: {},
    })
  })

  it.each([
    ['Pacific/Kiritimati', '2026-03-01'],
    ['UTC', '2026-02-28'],
    ['Pacific/Pago_Pago', '2026-02-28'],
  ])("is of the day that it is in the book's time zone: %s", async (timeZone, date) => {
    const { book, clock } = await openTestBook(kind, { timeZone })
    clock.set('2026-02-28T12:00:00.000Z')
    const { id: categoryId } = await book.categories.create({ name: 'Food' })
    expect((await book.expenses.record({ categoryId, amount: 1 })).date).toBe(date)
  })

  it('below zero is a refund', async () => {
    const test = await openWithCategories(kind)
    await test.book.expenses.record({ categoryId: test.food, amount: '10' })
    await test.book.expenses.record({ categoryId: test.food, amount: '-12.50' })
    expect(await spentIn(test, '2026-02')).toBe('-2.50')
  })

  it('counts in its month alone', async () => {
    const test = await openWithCategories(kind)
    await test.book.settings.update({ monthStartDay: 25 })
    for (const date of ['2026-02-24', '2026-02-25']) {
      await test.book.expenses.record({ categoryId: test.food, amount: 10, date })
    }
    expect(await spentIn(test, '2026-01')).toBe('10.00')
    expect(await spentIn(test, '2026-02')).toBe('10.00')
    expect(await spentIn(test, '2026-03')).toBe('0.00')
  })

  it('needs a category that is there and not archived', async () => {
    const test = await openWithCategories(kind)
    const { book, food } = test
    const record = async (categoryId: string) => book.expenses.record({ categoryId, amount: 1 })
    await expectRefused(test, async () => record('nobody'), 'not_found', { type: 'category' })
    await book.categories.archive(food)
    await expectRefused(test, async () => record(food), 'category_archived', { categoryId: food })
  })

  it.each([
    [{ amount: 0 }, 'zero_amount', ['amount']],
    [{ amount: '-0.00' }, 'zero_amount', ['amount']],
    [{ amount: '0.001' }, 'too_many_decimals', ['amount']],
    [{ amount: 0.1 + 0.2 }, 'too_many_decimals', ['amount']],
    [{ amount: '٣' }, 'invalid_amount', ['amount']],
    [{ amount: Infinity }, 'invalid_amount', ['amount']],
    [{ amount: undefined }, 'required', ['amount']],
    [{ date: '2026-02-29' }, 'invalid_date', ['date']],
    [{ date: '2026-2-1' }, 'invalid_date', ['date']],
    [{ date: '2026-02-01T00:00:00Z' }, 'invalid_date', ['date']],
    [{ date: new Date(0) }, 'invalid_type', ['date']],
    [{ date: null }, 'invalid_type', ['date']],
    [{ description: '\udc00' }, 'unsupported_text', ['description']],
    [{ description: 5 }, 'invalid_type', ['description']],
    [{ categoryId: undefined }, 'required', ['categoryId']],
    [{ metadata: { a: undefined } }, 'not_json', ['metadata', 'a']],
    [{ month: '2026-02' }, 'unknown_field', ['month']],
  ])('is not recorded with %j', async (wrong, code, path) => {
    const test = await openWithCategories(kind)
    const expense = { categoryId: test.food, amount: 1, ...wrong } as NewExpense
    await expectInvalid(test, async () => test.book.expenses.record(expense), code, path)
  })

  it('may have a description of 500 characters, also of the longest ones, but no more', async () => {
    const test = await openWithCategories(kind)
    const record = async (description: string) =>
      test.book.expenses.record({ categoryId: test.food, amount: 1, description })
    const description = '😀'.repeat(500)
    expect(await record(description)).toMatchObject({ description })
    await expectInvalid(test, async () => record(`${description}x`), 'too_long', ['description'])
  })

  it('changes field by field', async () => {
    const test = await openWithCategories(kind)
    const { book, clock, food, travel } = test
    const before = await book.expenses.record({ categoryId: food, amount: 10, metadata: { a: 1 } })
    const updatedAt = '2026-02-15T00:00:00.000Z'
    clock.set(updatedAt)
    const patches = [
      { amount: '-1.5' },
      { description: 'moved' },
      { metadata: { b: 2 } },
      { categoryId: travel },
      { date: '2026-02-01', description: undefined },
    ]
    for (const patch of patches) await book.expenses.update(before.id, patch)
    const after = {
      ...before,
      amount: '-1.50',
      description: 'moved',
      metadata: { b: 2 },
      categoryId: travel,
      date: '2026-02-01',
      updatedAt,
    }
    expect(await book.expenses.get(before.id)).toEqual(after)
    expect(await book.expenses.update(before.id, { amount: 3, description: '' })).toEqual({
      ...after,
      amount: '3.00',
      description: '',
    })
  })

  it('stays as it is, to the time of its last change, where nothing changes', async () => {
    const { book, clock, food } = await openWithCategories(kind)
    const before = await book.expenses.record({ categoryId: food, amount: 10 })
    clock.set('2026-02-15T00:00:00.000Z')
    expect(await book.expenses.update(before.id, {})).toEqual(before)
    expect(await book.expenses.update(before.id, { amount: undefined })).toEqual(before)
    expect(await book.expenses.update(before.id, { amount: '10.00', date: before.date })).toEqual(before)
    expect(await book.expenses.get(before.id)).toEqual(before)
  })

  it('moves to another month and category with all that it counts for', async () => {
    const test = await openWithCategories(kind)
    const { book, food, travel } = test
    const { id } = await book.expenses.record({ categoryId: food, amount: 10, date: '2026-02-01' })
    await book.expenses.update(id, { date: '2026-01-31', categoryId: travel, amount: 11 })
    expect(await book.utilization('2026-02')).toMatchObject({ unbudgeted: [], summary: { expenseCount: 0 } })
    expect((await book.utilization('2026-01')).unbudgeted).toMatchObject([
      { categoryId: travel, spent: '11.00', expenseCount: 1 },
    ])
    expect((await book.expenses.list({ month: '2026-01' })).items).toHaveLength(1)
    expect((await book.expenses.list({ month: '2026-02' })).items).toHaveLength(0)
    expect(await book.expenses.get(id)).toMatchObject({ date: '2026-01-31', categoryId: travel })
  })

  it('may stay in a category that was archived since, but not move into one', async () => {
    const test = await openWithCategories(kind)
    const { book, food, travel } = test
    const { id } = await book.expenses.record({ categoryId: food, amount: 10 })
    await book.categories.archive(food)
    await book.categories.archive(travel)
    expect(await book.expenses.update(id, { amount: 11, categoryId: food })).toMatchObject({
      amount: '11.00',
    })
    const move = async () => book.expenses.update(id, { categoryId: travel })
    await expectRefused(test, move, 'category_archived', { categoryId: travel })
    await expectRefused(test, async () => book.expenses.update(id, { categoryId: 'nobody' }), 'not_found', {
      type: 'category',
    })
    await expect(book.expenses.remove(id)).resolves.toBeUndefined()
  })

  it.each([
    [{ amount: 0 }, 'zero_amount', ['amount']],
    [{ amount: null }, 'invalid_type', ['amount']],
    [{ date: 'today' }, 'invalid_date', ['date']],
    [{ id: 'mine' }, 'unknown_field', ['id']],
    [{ description: null }, 'invalid_type', ['description']],
    [null, 'invalid_type', []],
  ])('is not changed by %j', async (patch, code, path) => {
    const test = await openWithCategories(kind)
    const { id } = await test.book.expenses.record({ categoryId: test.food, amount: 10 })
    await expectInvalid(test, async () => test.book.expenses.update(id, patch as ExpensePatch), code, path)
  })

  it('is gone once it is removed', async () => {
    const test = await openWithCategories(kind)
    const { book, food } = test
    const { id } = await book.expenses.record({ categoryId: food, amount: 10 })
    await book.expenses.record({ categoryId: food, amount: 5 })
    await expect(book.expenses.remove(id)).resolves.toBeUndefined()
    const details = { type: 'expense', id }
    await expectRefused(test, async () => book.expenses.get(id), 'not_found', details)
    await expectRefused(test, async () => book.expenses.remove(id), 'not_found', details)
    await expectRefused(test, async () => book.expenses.update(id, { amount: 1 }), 'not_found', details)
    expect(await spentIn(test, '2026-02')).toBe('5.00')
  })
})
