import { describe, expect, it } from 'vitest'
import type { Allocation } from 'budgetbook'
import { expectInvalid, expectRefused } from '../../support/book/fixture.js'
import { amountsIn, openWithBudgets, plannedMonth } from '../../support/book/plans.js'
import { storageKinds } from '../../support/storages/book-storages.js'

const month = plannedMonth

describe.each(storageKinds)('allocate in $name', (kind) => {
  it('creates, changes and removes in one go, and leaves others untouched', async () => {
    const test = await openWithBudgets(kind)
    const { book, a, b, c } = test
    const { budgets, violations } = await book.budgets.allocate(month, [
      { categoryId: c, amount: 20 },
      { categoryId: a, amount: null },
    ])
    expect(budgets).toMatchObject([{ categoryId: c, month, amount: '20.00', metadata: {} }])
    expect(violations).toEqual([])
    expect(await amountsIn(test, month)).toEqual({ [b]: '50.00', [c]: '20.00' })
  })

  it('keeps id, metadata and time of creation of a budget that it changes', async () => {
    const { book, clock, a } = await openWithBudgets(kind)
    const [before] = await book.budgets.list({ categoryId: a })
    clock.set('2026-02-15T00:00:00.000Z')
    await book.budgets.allocate(month, [{ categoryId: a, amount: '31' }])
    expect(await book.budgets.list({ categoryId: a })).toEqual([
      { ...before, amount: '31.00', updatedAt: '2026-02-15T00:00:00.000Z' },
    ])
  })

  it('gives the budgets in the order of the request, unchanged ones too', async () => {
    const { book, a, b, c } = await openWithBudgets(kind)
    const { budgets } = await book.budgets.allocate(month, [
      { categoryId: c, amount: 1 },
      { categoryId: b, amount: '50.00' },
      { categoryId: a, amount: 2 },
    ])
    expect(budgets.map(({ categoryId, amount }) => [categoryId, amount])).toEqual([
      [c, '1.00'],
      [b, '50.00'],
      [a, '2.00'],
    ])
  })

  it('moves money between categories of a month that is full', async () => {
    const test = await openWithBudgets(kind)
    const { book, a, b, c } = test
    await book.budgets.allocate(month, [{ categoryId: c, amount: 20 }])
    await book.budgets.allocate(month, [
      { categoryId: a, amount: 80 },
      { categoryId: b, amount: 0 },
    ])
    expect(await amountsIn(test, month)).toEqual({ [a]: '80.00', [b]: '0.00', [c]: '20.00' })
  })

  it('does nothing for an empty list, or for removing what is not there', async () => {
    const { book, c, stored } = await openWithBudgets(kind)
    const before = await stored()
    const nothing = { budgets: [], violations: [] }
    expect(await book.budgets.allocate(month, [])).toEqual(nothing)
    expect(await book.budgets.allocate(month, [{ categoryId: c, amount: null }])).toEqual(nothing)
    expect(await stored()).toEqual(before)
  })

  it('does all of it or none', async () => {
    const test = await openWithBudgets(kind)
    const { book, a, b } = test
    const first = { categoryId: a, amount: 1 }
    const allocate = (second: unknown) => async () =>
      book.budgets.allocate(month, [first, second as Allocation])
    await expectRefused(test, allocate({ categoryId: 'nobody', amount: 1 }), 'not_found')
    await expectRefused(test, allocate({ categoryId: 'nobody', amount: null }), 'not_found')
    await expectRefused(test, allocate({ categoryId: b, amount: 100 }), 'allocation_rejected')
    await expectInvalid(test, allocate({ categoryId: b, amount: -1 }), 'negative_amount', [
      'allocations',
      1,
      'amount',
    ])
    await expectInvalid(test, allocate({ categoryId: a, amount: 2 }), 'duplicate', [
      'allocations',
      1,
      'categoryId',
    ])
    await expectInvalid(test, allocate({ categoryId: b }), 'required', ['allocations', 1, 'amount'])
    await expectInvalid(test, allocate({ categoryId: b, amount: 1, note: '' }), 'unknown_field', [
      'allocations',
      1,
      'note',
    ])
    await expectInvalid(test, allocate(null), 'invalid_type', ['allocations', 1])
  })

  it('refuses new budgets of an archived category, and changes and removes those it has', async () => {
    const test = await openWithBudgets(kind)
    const { book, a, b, c } = test
    for (const id of [a, b, c]) await book.categories.archive(id)
    const create = async () => book.budgets.allocate(month, [{ categoryId: c, amount: 1 }])
    await expectRefused(test, create, 'category_archived', { categoryId: c })
    await book.budgets.allocate(month, [
      { categoryId: a, amount: 1 },
      { categoryId: b, amount: null },
      { categoryId: c, amount: null },
    ])
    expect(await amountsIn(test, month)).toEqual({ [a]: '1.00' })
  })

  it.each([
    ['2026-02-01', [], 'invalid_month', ['month']],
    [month, {}, 'invalid_type', ['allocations']],
    [month, undefined, 'invalid_type', ['allocations']],
  ])('refuses %j with %j', async (of, allocations, code, path) => {
    const test = await openWithBudgets(kind)
    const call = async () => test.book.budgets.allocate(of, allocations as never)
    await expectInvalid(test, call, code, path)
  })
})
