import { describe, expect, it } from 'vitest'
import { enforceSpending, type BookEvent, type BudgetBook } from 'budgetbook'
import { expectRefused } from '../../support/book/fixture.js'
import { figuresOf, later, oneDay, openForHolds } from '../../support/book/holds.js'
import { storageKinds } from '../../support/storages/book-storages.js'

const tomorrow = later(oneDay)

/** Writes to 2026-02, besides what they are about. */
const writers: Readonly<
  Record<string, (book: BudgetBook, food: string, travel: string) => Promise<unknown>>
> = {
  'expenses.record': async ({ expenses }, categoryId) => expenses.record({ categoryId, amount: 1 }),
  'expenses.recordMany': async ({ expenses }, categoryId) =>
    expenses.recordMany([
      { categoryId, amount: 1, date: '2026-03-01' },
      { categoryId, amount: 1, date: '2026-02-01' },
    ]),
  'expenses.spend': async ({ expenses }, categoryId) => expenses.spend({ categoryId, amount: 1 }),
  'budgets.create': async ({ budgets }, _, categoryId) =>
    budgets.create({ categoryId, month: '2026-02', amount: 1 }),
  'budgets.allocate': async ({ budgets }, categoryId) =>
    budgets.allocate('2026-02', [{ categoryId, amount: 1 }]),
  'budgets.copy': async ({ budgets }) => budgets.copy({ from: '2026-02', to: '2026-03' }),
  'holds.place': async ({ holds }, categoryId) => holds.place({ categoryId, amount: 1 }),
  'months.close': async ({ months }) => months.close('2026-02'),
  'categories.remove': async ({ categories }, _, travel) => categories.remove(travel),
}

describe.each(storageKinds)('a hold that expires in $name', (kind) => {
  it('counts up to the last millisecond before it, and not from that instant on', async () => {
    const test = await openForHolds(kind)
    const { book, hold, food, clock } = test
    const id = await hold('40.00', { expiresAt: tomorrow })
    clock.set(later(oneDay - 1))
    expect(await figuresOf(book)).toMatchObject({ held: '40.00', free: '60.00' })
    expect(await book.holds.get(id)).toMatchObject({ id })
    expect(await book.holds.list({ categoryId: food })).toHaveLength(1)
    clock.set(tomorrow)
    expect(await figuresOf(book)).toMatchObject({ held: '0.00', free: '100.00' })
    await expectRefused(test, async () => book.holds.get(id), 'not_found', { type: 'hold', id })
    expect(await book.holds.list()).toEqual([])
    expect(await book.holds.list({ month: '2026-02' })).toEqual([])
    // Reading removes nothing.
    expect((await test.stored()).holds).toHaveLength(1)
  })

  it('may be committed up to the last millisecond before it', async () => {
    const test = await openForHolds(kind)
    const id = await test.hold('40.00', { expiresAt: tomorrow })
    test.clock.set(later(oneDay - 1))
    expect((await test.book.holds.commit(id)).expense.amount).toBe('40.00')
  })

  it('takes no part in a decision from that instant on', async () => {
    const test = await openForHolds(kind, { spendingPolicy: enforceSpending() })
    const { book, hold, food, clock } = test
    await hold('100.00', { expiresAt: tomorrow })
    const place = async () => book.holds.place({ categoryId: food, amount: '100.00' })
    const asked = [{ categoryId: food, amount: '100.00' }]
    clock.set(later(oneDay - 1))
    await expectRefused(test, place, 'spending_rejected')
    expect((await book.expenses.previewSpend(asked)).accepted).toBe(false)
    clock.set(tomorrow)
    expect((await book.expenses.previewSpend(asked)).accepted).toBe(true)
    expect((await place()).violations).toEqual([])
    expect((await test.stored()).holds).toHaveLength(1)
  })

  it('is in no list of months by itself from that instant on', async () => {
    const { book, hold, clock } = await openForHolds(kind)
    await hold(1, { date: '2026-07-01', expiresAt: tomorrow })
    const months = async () => (await book.months.list()).map(({ month }) => month)
    expect(await months()).toEqual(['2026-07', '2026-02'])
    clock.set(tomorrow)
    expect(await months()).toEqual(['2026-02'])
  })

  it.each(Object.entries(writers))(
    'is removed by %s in its month, and the event names it',
    async (_, write) => {
      const { book, hold, food, travel, clock, stored } = await openForHolds(kind)
      const [open, gone, elsewhere] = [
        await hold(1),
        await hold(2, { expiresAt: tomorrow }),
        await hold(3, { date: '2026-01-31', expiresAt: tomorrow }),
      ]
      clock.set(tomorrow)
      const events: BookEvent[] = []
      book.subscribe((event) => events.push(event))
      await write(book, food, travel)
      const left = (await stored()).holds.map(({ id }) => id)
      expect(left).toContain(open)
      expect(left).not.toContain(gone)
      expect(events).toHaveLength(1)
      const { months, changes } = events[0]!
      const removed = changes === 'unknown' ? [] : changes.filter(({ action }) => action === 'removed')
      const holds = removed.filter(({ type }) => type === 'hold').flatMap(({ ids }) => ids)
      if (left.includes(elsewhere)) expect(holds).toEqual([gone])
      else expect(holds.toSorted()).toEqual([gone, elsewhere].toSorted())
      expect(months).toContain('2026-02')
    },
  )

  it('stays where a call is refused, changes nothing, or is about another month', async () => {
    const test = await openForHolds(kind, { spendingPolicy: enforceSpending() })
    const { book, hold, food, clock } = test
    await hold(2, { expiresAt: tomorrow })
    clock.set(tomorrow)
    await expectRefused(
      test,
      async () => book.holds.place({ categoryId: food, amount: 101 }),
      'spending_rejected',
    )
    await book.months.reopen('2026-02')
    await book.expenses.recordMany([])
    await book.expenses.record({ categoryId: food, amount: 1, date: '2026-03-01' })
    await book.settings.update({ monthlyLimit: 5 })
    await book.categories.update(food, { name: 'Meals' })
    expect((await test.stored()).holds).toHaveLength(1)
  })

  it('is removed once, if it is released or repeated meanwhile', async () => {
    const { book, hold, clock, stored } = await openForHolds(kind)
    const ids = [await hold(1, { expiresAt: tomorrow }), await hold(2, { expiresAt: tomorrow })]
    clock.set(tomorrow)
    const events: BookEvent[] = []
    book.subscribe((event) => events.push(event))
    await book.holds.release(ids[0]!)
    expect((await stored()).holds).toEqual([])
    expect(events.map(({ changes }) => changes)).toEqual([[{ type: 'hold', action: 'removed', ids }]])
  })
})

describe.each(storageKinds)('the report of a month with holds in $name', (kind) => {
  it('is the same object until a hold comes, goes or expires', async () => {
    const { book, hold, clock, reopen } = await openForHolds(kind)
    const report = async () => book.utilization('2026-02')
    const empty = await report()
    const id = await hold('10.00', { expiresAt: tomorrow })
    const held = await report()
    expect(held).not.toBe(empty)
    expect(Object.isFrozen(held.summary)).toBe(true)
    expect(await report()).toBe(held)
    clock.set(later(oneDay - 1))
    expect(await report()).toBe(held)
    // Another hold of the same amount says the same.
    const other = await hold('10.00', { expiresAt: tomorrow })
    await book.holds.release(id)
    expect(await report()).toEqual(held)
    clock.set(tomorrow)
    const expired = await report()
    expect(expired).not.toBe(held)
    expect(expired).toEqual(empty)
    expect(await report()).toBe(expired)
    // That it is removed says nothing new.
    await (await reopen()).holds.release(other)
    expect(await report()).toBe(expired)
    // A clock that goes back finds it gone.
    clock.set(later(0))
    expect(await report()).toBe(expired)
  })
})
