import { describe, expect, it } from 'vitest'
import { enforcePolicy } from 'budgetbook'
import { expectInvalid, expectRefused, openTestBook } from '../support/book/fixture.js'
import { callMethod, mutations } from '../support/book/methods.js'
import { storageKinds } from '../support/storages/book-storages.js'
import { fillBook } from '../support/book/world.js'

describe.each(storageKinds)('an operation id in $name', (kind) => {
  it.each(mutations)('makes $method happen once, with the same result', async (mutation) => {
    const { book, stored, clock, reopen } = await openTestBook(kind)
    const world = await fillBook(book)
    await mutation.prepare?.(book)
    const args = [...mutation.input(world), { operationId: 'op' }]
    const first = await callMethod(book, mutation.method, args)
    const once = await stored()
    clock.set('2026-02-15T00:00:00.000Z')
    expect(await callMethod(book, mutation.method, args)).toEqual(first)
    expect(await callMethod(await reopen(), mutation.method, args)).toEqual(first)
    expect(await stored()).toEqual(once)
  })

  it.each(mutations)('of $method is not another request', async (mutation) => {
    const test = await openTestBook(kind)
    const world = await fillBook(test.book)
    await mutation.prepare?.(test.book)
    const options = { operationId: 'op' }
    await callMethod(test.book, mutation.method, [...mutation.input(world), options])
    const other = async () => callMethod(test.book, mutation.method, [...mutation.other(world), options])
    await expectRefused(test, other, 'operation_mismatch', { operationId: 'op' })
    const otherMethod = async () => test.book.months.close('2020-01', options)
    await expectRefused(test, otherMethod, 'operation_mismatch', { operationId: 'op' })
  })

  it('tells requests apart by method, not only by input', async () => {
    const test = await openTestBook(kind)
    const { food } = await fillBook(test.book)
    await test.book.categories.archive(food.id, { operationId: 'op' })
    const restore = async () => test.book.categories.restore(food.id, { operationId: 'op' })
    await expectRefused(test, restore, 'operation_mismatch')
  })

  it('does not care for the order of fields', async () => {
    const { book } = await openTestBook(kind)
    const { food } = await fillBook(book)
    const first = await book.expenses.record(
      { categoryId: food.id, amount: 1, metadata: { a: 1, b: 2 } },
      { operationId: 'op' },
    )
    const again = await book.expenses.record(
      { metadata: { b: 2, a: 1 }, amount: 1, categoryId: food.id },
      { operationId: 'op' },
    )
    expect(again).toEqual(first)
  })

  it('is not used up by a call that was refused', async () => {
    const { book } = await openTestBook(kind, { allocationPolicy: enforcePolicy() })
    const { travel } = await fillBook(book)
    const create = async (amount: number) =>
      book.budgets.create({ categoryId: travel.id, month: '2026-02', amount }, { operationId: 'op' })
    await expect(create(801)).rejects.toMatchObject({ code: 'allocation_rejected' })
    await expect(create(-1)).rejects.toMatchObject({ code: 'invalid_input' })
    expect(await create(800)).toMatchObject({ budget: { amount: '800.00' } })
  })

  it('gives the violations of the first time again', async () => {
    const { book } = await openTestBook(kind)
    const { travel } = await fillBook(book)
    const create = async () =>
      book.budgets.create({ categoryId: travel.id, month: '2026-02', amount: 900 }, { operationId: 'op' })
    const first = await create()
    expect(first.violations).toHaveLength(1)
    await book.settings.update({ monthlyLimit: null })
    expect(await create()).toEqual(first)
  })

  it('gives what the first time created as it is now', async () => {
    const { book } = await openTestBook(kind)
    const { food } = await fillBook(book)
    const record = async () => book.expenses.record({ categoryId: food.id, amount: 1 }, { operationId: 'op' })
    const { id } = await record()
    const updated = await book.expenses.update(id, { amount: 2 })
    expect(await record()).toEqual(updated)
  })

  it('of a call that changes nothing is taken all the same', async () => {
    const test = await openTestBook(kind)
    const { food } = await fillBook(test.book)
    await test.book.categories.restore(food.id, { operationId: 'op' })
    await test.book.categories.archive(food.id)
    await test.book.categories.restore(food.id, { operationId: 'op' })
    expect(await test.book.categories.get(food.id)).toMatchObject({ archived: true })
  })

  it('is taken in one book alone', async () => {
    const { book, reopen } = await openTestBook(kind)
    const other = await reopen({ bookId: 'other' })
    await book.categories.create({ name: 'a' }, { operationId: 'op' })
    expect(await other.categories.create({ name: 'b' }, { operationId: 'op' })).toMatchObject({ name: 'b' })
  })

  it('does not take NaN or Infinity for null', async () => {
    const test = await openTestBook(kind)
    const { food } = await fillBook(test.book)
    const allocate = (amount: number | null) => async () =>
      test.book.budgets.allocate('2026-02', [{ categoryId: food.id, amount }], { operationId: 'op' })
    await allocate(null)()
    await expectRefused(test, allocate(Number.NaN), 'invalid_input')
    await expectRefused(test, allocate(Infinity), 'invalid_input')
  })

  it.each([
    ['', 'too_short'],
    [5, 'invalid_type'],
    [null, 'invalid_type'],
    ['a\0', 'unsupported_text'],
  ])('is not %j', async (operationId, code) => {
    const test = await openTestBook(kind)
    const create = async () =>
      test.book.categories.create({ name: 'Food' }, { operationId: operationId as string })
    await expectInvalid(test, create, code, ['operationId'])
  })

  it('has up to 200 characters', async () => {
    const test = await openTestBook(kind)
    const create = async (length: number) =>
      test.book.categories.create({ name: 'Food' }, { operationId: 'x'.repeat(length) })
    await expectInvalid(test, async () => create(201), 'too_long', ['operationId'])
    expect(await create(200)).toMatchObject({ name: 'Food' })
  })
})
