import { describe, expect, it } from 'vitest'
import { enforceSpending, warnSpending } from 'budgetbook'
import { expectRefused, failureOf } from '../../support/book/fixture.js'
import { later, oneDay, openForHolds } from '../../support/book/holds.js'
import { storageKinds } from '../../support/storages/book-storages.js'

const tomorrow = later(oneDay)
const op = { operationId: 'op' }

describe.each(storageKinds)('a repeated holds.place in $name', (kind) => {
  /** What may become of a hold. */
  const fates: Readonly<
    Record<string, (test: Awaited<ReturnType<typeof openForHolds>>, id: string) => Promise<unknown>>
  > = {
    'is committed': async ({ book }, id) => book.holds.commit(id, { amount: '1.00' }),
    'is released': async ({ book }, id) => book.holds.release(id),
    'has expired': async ({ clock }) => clock.set(tomorrow),
    'has expired and is removed': async ({ book, clock, food }) => {
      clock.set(tomorrow)
      await book.expenses.record({ categoryId: food, amount: 1 })
    },
    'is in another currency': async ({ book }) => book.settings.changeCurrency({ to: 'JPY', rate: 100 }),
    'is in another category': async ({ book, food, travel }) =>
      book.categories.merge({ from: food, into: travel }),
    'is in a closed month': async ({ book }) => book.months.close('2026-02'),
    'would be refused now': async ({ book }) => book.settings.update({ monthlyLimit: 0 }),
  }

  it.each(Object.entries(fates))('gives the hold as it was placed, also if it %s', async (_, happen) => {
    const test = await openForHolds(kind, { spendingPolicy: warnSpending({ of: ['category', 'limit'] }) })
    const { book, food, stored, reopen } = test
    const input = { categoryId: food, amount: '110.00', expiresAt: tomorrow, metadata: { a: [1] } }
    const first = await book.holds.place(input, op)
    expect(first.violations).toHaveLength(1)
    const kept = structuredClone(first)
    await happen(test, first.hold.id)
    const before = await stored()
    expect(await book.holds.place(input, op)).toEqual(kept)
    expect(await (await reopen()).holds.place(input, op)).toEqual(kept)
    expect(await stored()).toEqual(before)
  })

  it('is another request with another amount, and is not used up by a refusal', async () => {
    const test = await openForHolds(kind, { spendingPolicy: enforceSpending() })
    const { book, food } = test
    const place =
      (amount: string, expiresAt: string | null = null) =>
      async () =>
        book.holds.place({ categoryId: food, amount, expiresAt }, op)
    await expectRefused(test, place('100.01'), 'spending_rejected')
    await expectRefused(test, place('1.00', later(0)), 'invalid_input')
    const { hold } = await place('100.00')()
    await expectRefused(test, place('99.00'), 'operation_mismatch', { operationId: 'op' })
    expect((await place('100.00')()).hold).toEqual(hold)
  })
})

describe.each(storageKinds)('a repeated holds.commit in $name', (kind) => {
  it('gives the expense as it is now, and makes it once', async () => {
    const { book, hold, stored } = await openForHolds(kind)
    const id = await hold('40.00')
    const commit = async () => book.holds.commit(id, { amount: '30.00' }, op)
    const { expense } = await commit()
    await book.expenses.update(expense.id, { amount: '31.00' })
    const before = await stored()
    expect(await commit()).toEqual({ expense: await book.expenses.get(expense.id), violations: [] })
    expect((await commit()).expense.amount).toBe('31.00')
    expect(await stored()).toEqual(before)
  })

  it('gives the warnings of the first time again', async () => {
    const { book, hold } = await openForHolds(kind, { spendingPolicy: warnSpending() })
    const id = await hold('90.00')
    const commit = async () => book.holds.commit(id, { amount: '110.00' }, op)
    const first = await commit()
    expect(first.violations).toHaveLength(1)
    await book.settings.update({ monthlyLimit: null })
    expect(await commit()).toEqual(first)
  })

  it('is not_found if the expense is removed since, and makes no other', async () => {
    const test = await openForHolds(kind)
    const id = await test.hold('40.00')
    const { expense } = await test.book.holds.commit(id, {}, op)
    await test.book.expenses.remove(expense.id)
    const again = async () => test.book.holds.commit(id, {}, op)
    await expectRefused(test, again, 'not_found', { type: 'expense', id: expense.id })
  })

  it('is another request for another hold', async () => {
    const test = await openForHolds(kind)
    const ids = [await test.hold(1), await test.hold(1)]
    await test.book.holds.commit(ids[0]!, {}, op)
    await expectRefused(test, async () => test.book.holds.commit(ids[1]!, {}, op), 'operation_mismatch')
    await expectRefused(test, async () => test.book.holds.release(ids[0]!, op), 'operation_mismatch')
  })
})

describe.each(storageKinds)('a repeated holds.release in $name', (kind) => {
  it('is done once, and answers the same', async () => {
    const { book, hold } = await openForHolds(kind)
    const id = await hold(1)
    await book.holds.release(id, op)
    await expect(book.holds.release(id, op)).resolves.toBeUndefined()
    expect(await failureOf(book.holds.release(id))).toMatchObject({ code: 'not_found' })
  })
})

describe.each(storageKinds)('a repeated expenses.spend in $name', (kind) => {
  it('gives the expense as it is now with the warnings of the time, and makes it once', async () => {
    const { book, food } = await openForHolds(kind, { spendingPolicy: warnSpending() })
    const spend = async () => book.expenses.spend({ categoryId: food, amount: '130.00' }, op)
    const { expense, violations } = await spend()
    expect(violations).toHaveLength(1)
    const updated = await book.expenses.update(expense.id, { amount: '1.00' })
    expect(await spend()).toEqual({ expense: updated, violations })
    expect((await book.expenses.list()).items).toHaveLength(1)
    // record is another request.
    const record = book.expenses.record({ categoryId: food, amount: '130.00' }, op)
    expect(await failureOf(record)).toMatchObject({ code: 'operation_mismatch' })
  })
})
