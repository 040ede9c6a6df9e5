import { describe, expect, it } from 'vitest'
import { enforceSpending, type HoldCommit } from 'budgetbook'
import { expectInvalid, expectRefused, startOfClock } from '../../support/book/fixture.js'
import { figuresOf, later, oneDay, openForHolds } from '../../support/book/holds.js'
import { storageKinds } from '../../support/storages/book-storages.js'

const strict = { spendingPolicy: enforceSpending() }

describe.each(storageKinds)('holds.commit in $name', (kind) => {
  it('makes an expense of the hold, in one commit', async () => {
    const { book, food, hold, clock } = await openForHolds(kind)
    const id = await hold('40.00', { date: '2026-02-20', description: 'Dinner', metadata: { a: 1 } })
    clock.set(later(5_000))
    const version = book.version()
    const { expense, violations } = await book.holds.commit(id)
    expect(book.version()).toBe(version + 1)
    expect(violations).toEqual([])
    expect(expense).toEqual({
      id: 'id-5',
      categoryId: food,
      amount: '40.00',
      date: '2026-02-20',
      description: 'Dinner',
      original: null,
      metadata: { a: 1 },
      createdAt: later(5_000),
      updatedAt: later(5_000),
    })
    expect(await book.expenses.get(expense.id)).toEqual(expense)
    expect(await book.holds.list()).toEqual([])
    expect(await figuresOf(book)).toEqual({ spent: '40.00', held: '0.00', free: '60.00' })
  })

  it('takes what was spent in the end, its day, a description and metadata', async () => {
    const { book, hold } = await openForHolds(kind)
    const id = await hold('40.00', { description: 'Dinner', metadata: { a: 1 } })
    const changes = { amount: '38.50', date: '2026-03-01', description: '', metadata: {} }
    expect((await book.holds.commit(id, changes)).expense).toMatchObject(changes)
    expect(await figuresOf(book)).toEqual({ spent: '0.00', held: '0.00', free: '100.00' })
    expect(await figuresOf(book, '2026-03')).toEqual({ spent: '38.50', held: '0.00', free: '-38.50' })
  })

  it('takes undefined for a field that is left out', async () => {
    const { book, hold } = await openForHolds(kind)
    const fields = { amount: undefined, date: undefined, description: undefined, metadata: undefined }
    const id = await hold('40.00', { description: 'Dinner' })
    const { expense } = await book.holds.commit(id, fields)
    expect(expense).toMatchObject({ amount: '40.00', date: '2026-02-14', description: 'Dinner' })
    const other = await hold('1.00')
    expect((await book.holds.commit(other, undefined)).expense.amount).toBe('1.00')
  })

  it('is never refused within the hold, whatever has become of budget, limit and policy', async () => {
    const { book, food, hold, reopen } = await openForHolds(kind, strict)
    const [first, second, third] = [await hold('40.00'), await hold('30.00'), await hold('30.00')]
    const [budget] = await book.budgets.list()
    await book.budgets.remove(budget!.id)
    await book.settings.update({ monthlyLimit: 0 })
    await book.expenses.record({ categoryId: food, amount: '500.00', date: '2026-03-01' })
    const bounds = { of: ['category', 'month', 'limit'] as const, perExpense: 0 }
    const strictest = await reopen({ spendingPolicy: enforceSpending(bounds) })
    expect((await strictest.holds.commit(first)).expense.amount).toBe('40.00')
    expect((await strictest.holds.commit(second, { amount: '0.01' })).expense.amount).toBe('0.01')
    // Not in another month either, which is full.
    expect((await strictest.holds.commit(third, { date: '2026-03-02' })).expense.date).toBe('2026-03-02')
  })

  it('asks the policy for what goes beyond the hold', async () => {
    const test = await openForHolds(kind, strict)
    const { book, hold } = test
    const id = await hold('40.00')
    await hold('50.00')
    const refusal = await expectRefused(
      test,
      async () => book.holds.commit(id, { amount: '50.01' }),
      'spending_rejected',
      { policy: 'enforce-spending', month: '2026-02' },
    )
    expect(refusal.details).toMatchObject({
      violations: [{ of: 'category', before: '90.00', after: '100.01', largestAccepted: '50.00' }],
    })
    expect((await book.holds.commit(id, { amount: '50.00' })).expense.amount).toBe('50.00')
    expect(await figuresOf(book)).toEqual({ spent: '50.00', held: '50.00', free: '0.00' })
  })

  it('asks in another month only for the excess, as if the hold had been accepted there', async () => {
    const test = await openForHolds(kind, strict)
    const { book, food, hold } = test
    await book.budgets.create({ categoryId: food, month: '2026-03', amount: '50.00' })
    const id = await hold('40.00')
    const commit = (amount: string) => async () => book.holds.commit(id, { amount, date: '2026-03-01' })
    const { details } = await expectRefused(test, commit('50.01'), 'spending_rejected', { month: '2026-03' })
    expect(details).toMatchObject({ violations: [{ bound: '50.00', before: '40.00', after: '50.01' }] })
    expect((await commit('50.00')()).expense.amount).toBe('50.00')
  })

  it('gives the warnings of the policy', async () => {
    const { book, hold } = await openForHolds(kind, {
      spendingPolicy: {
        name: 'talks',
        needsIsolation: false,
        decide: ({ kind: asked, amount, totalBefore, totalAfter }) => ({
          accepted: true,
          violations: [{ code: asked, message: `${amount} ${totalBefore} ${totalAfter}` }],
        }),
      },
    })
    const id = await hold('40.00')
    const { violations } = await book.holds.commit(id, { amount: '45.00' })
    expect(violations).toEqual([{ code: 'commit', message: '45.00 40.00 45.00' }])
    // Within the hold it is not asked, so it says nothing.
    expect((await book.holds.commit(await hold('1.00'))).violations).toEqual([])
  })

  it.each<[string, Partial<Record<keyof HoldCommit, unknown>>, string, string]>([
    ['zero', { amount: 0 }, 'zero_amount', 'amount'],
    ['an amount below zero', { amount: -1 }, 'negative_amount', 'amount'],
    ['too many decimals', { amount: '1.005' }, 'too_many_decimals', 'amount'],
    ['null for an amount', { amount: null }, 'invalid_type', 'amount'],
    ['an invalid date', { date: '2026-02-29' }, 'invalid_date', 'date'],
    ['a long description', { description: 'x'.repeat(501) }, 'too_long', 'description'],
    ['metadata that is not an object', { metadata: [] }, 'invalid_type', 'metadata'],
    ['another category', { categoryId: 'x' } as object, 'unknown_field', 'categoryId'],
    ['a misspelled field', { ammount: 1 } as object, 'unknown_field', 'ammount'],
  ])('refuses %s', async (_, commit, code, path) => {
    const test = await openForHolds(kind)
    const id = await test.hold(5)
    const call = async () => test.book.holds.commit(id, commit as HoldCommit)
    await expectInvalid(test, call, code, [path])
    await expectInvalid(test, async () => test.book.holds.commit('', {}), 'too_short', ['id'])
  })

  it('refuses an unknown hold, one that was committed and one that was released', async () => {
    const test = await openForHolds(kind)
    const [committed, released] = [await test.hold(1), await test.hold(2)]
    await test.book.holds.commit(committed)
    await test.book.holds.release(released)
    for (const id of ['nobody', committed, released]) {
      const details = { type: 'hold', id }
      await expectRefused(test, async () => test.book.holds.commit(id), 'not_found', details)
      await expectRefused(test, async () => test.book.holds.release(id), 'not_found', details)
      await expectRefused(test, async () => test.book.holds.get(id), 'not_found', details)
    }
  })

  it('refuses an expired hold, until a writer has removed it', async () => {
    const test = await openForHolds(kind)
    const id = await test.hold(1, { expiresAt: later(oneDay) })
    test.clock.set(later(oneDay))
    const expired = { id, expiresAt: later(oneDay) }
    await expectRefused(test, async () => test.book.holds.commit(id), 'hold_expired', expired)
    await test.book.expenses.record({ categoryId: test.food, amount: 1 })
    await expectRefused(test, async () => test.book.holds.commit(id), 'not_found', { type: 'hold', id })
  })

  it('refuses a closed month, and names its open holds', async () => {
    const test = await openForHolds(kind)
    const { book, hold, travel, clock } = test
    const id = await hold(1)
    const others = [await hold(2, { categoryId: travel }), await hold(3)]
    await hold(4, { expiresAt: later(1) })
    const march = await hold(5, { date: '2026-03-01' })
    clock.set(later(1))
    await book.months.close('2026-02')
    expect(await book.holds.list()).toHaveLength(4)
    const closed = { months: ['2026-02'], holdIds: [id, ...others] }
    const commit = (date?: string) => async () => book.holds.commit(id, { date })
    const { details } = await expectRefused(test, commit(), 'month_closed', closed)
    expect(details).toEqual(closed)
    // From another month, the holds of the closed month are named all the same.
    const other = async () => book.holds.commit(march, { date: '2026-02-28' })
    expect((await expectRefused(test, other, 'month_closed')).details).toEqual(closed)
    // It can be committed to an open month, and released.
    expect((await commit('2026-03-01')()).expense.date).toBe('2026-03-01')
    await book.holds.release(others[0]!)
    await book.months.reopen('2026-02')
    expect((await book.holds.commit(others[1]!)).expense.amount).toBe('3.00')
  })

  it('takes a hold of an archived category', async () => {
    const { book, hold, food } = await openForHolds(kind, strict)
    const id = await hold('40.00')
    await book.categories.archive(food)
    expect(await book.holds.list({ categoryId: food })).toHaveLength(1)
    expect((await book.holds.commit(id, { amount: '45.00' })).expense).toMatchObject({ categoryId: food })
  })

  it('leaves createdAt of the hold behind: the expense was made when it was committed', async () => {
    const { book, hold, clock } = await openForHolds(kind)
    const id = await hold(1)
    expect((await book.holds.get(id)).createdAt).toBe(startOfClock)
    clock.set(later(7))
    expect((await book.holds.commit(id)).expense.createdAt).toBe(later(7))
  })
})
