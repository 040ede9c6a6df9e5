import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { createMemoryAdapter, openBudgetBook, sumAmounts, type BookDocument } from 'budgetbook'
import { bookContentsArbitrary } from 'budgetbook/testing'
import { expectInvalid, expectRefused, openTestBook } from '../../support/book/fixture.js'
import { storageKinds } from '../../support/storages/book-storages.js'

describe.each(storageKinds)('merge in $name', (kind) => {
  it('makes everything of one category the other one’s, in one commit', async () => {
    const { book, clock, reopen } = await openTestBook(kind)
    const cafe = await book.categories.create({ name: 'Cafe', metadata: { icon: 'cup' } })
    const food = await book.categories.create({ name: 'Food', metadata: { icon: 'bowl' } })
    const own = await book.budgets.create({ categoryId: cafe.id, month: '2026-01', amount: '10.00' })
    await book.budgets.create({ categoryId: cafe.id, month: '2026-02', amount: '20.00' })
    const kept = await book.budgets.create({ categoryId: food.id, month: '2026-02', amount: '300.50' })
    const coffee = await book.expenses.record({ categoryId: cafe.id, amount: '4.00', date: '2026-02-01' })
    const lunch = await book.expenses.record({ categoryId: food.id, amount: '9.00', date: '2026-02-02' })
    clock.set('2026-03-01T00:00:00.000Z')
    const events: unknown[] = []
    book.subscribe((event) => events.push(event))
    expect(await book.categories.merge({ from: cafe.id, into: food.id })).toEqual(food)
    expect(events).toHaveLength(1)
    const other = await reopen()
    expect(await other.categories.list({ includeArchived: true })).toEqual([food])
    const updatedAt = '2026-03-01T00:00:00.000Z'
    expect(await other.budgets.list()).toEqual([
      { ...kept.budget, amount: '320.50', updatedAt },
      { ...own.budget, categoryId: food.id, updatedAt },
    ])
    expect(await other.expenses.get(coffee.id)).toEqual({ ...coffee, categoryId: food.id, updatedAt })
    expect(await other.expenses.get(lunch.id)).toEqual(lunch)
    const { categories } = await other.utilization('2026-02')
    expect(categories).toMatchObject([{ name: 'Food', budget: '320.50', spent: '13.00', expenseCount: 2 }])
  })

  it('takes from an archived category, and not into one', async () => {
    const test = await openTestBook(kind)
    const { book } = test
    const old = await book.categories.create({ name: 'Old' })
    const food = await book.categories.create({ name: 'Food' })
    await book.expenses.record({ categoryId: old.id, amount: '1.00' })
    await book.categories.archive(old.id)
    const into = async () => book.categories.merge({ from: food.id, into: old.id })
    await expectRefused(test, into, 'category_archived', { categoryId: old.id })
    await book.categories.merge({ from: old.id, into: food.id })
    expect((await book.utilization('2026-02')).unbudgeted).toMatchObject([{ name: 'Food', spent: '1.00' }])
  })

  it('is refused while months that it touches are closed, and names all of them', async () => {
    const test = await openTestBook(kind)
    const { book } = test
    const [a, b] = [await book.categories.create({ name: 'A' }), await book.categories.create({ name: 'B' })]
    await book.budgets.create({ categoryId: a.id, month: '2026-03', amount: '1' })
    await book.expenses.record({ categoryId: a.id, amount: '1', date: '2026-01-31' })
    await book.expenses.record({ categoryId: b.id, amount: '1', date: '2025-12-31' })
    for (const month of ['2026-03', '2026-01', '2025-12', '2026-02']) await book.months.close(month)
    const merge = async () => book.categories.merge({ from: a.id, into: b.id })
    await expectRefused(test, merge, 'month_closed', { months: ['2026-01', '2026-03'] })
    await book.months.reopen('2026-01')
    await book.months.reopen('2026-03')
    await merge()
    expect(await book.categories.list()).toHaveLength(1)
  })

  it('refuses the same category, unknown ones, and a budget of too many digits', async () => {
    const test = await openTestBook(kind)
    const { book } = test
    const [a, b] = [await book.categories.create({ name: 'A' }), await book.categories.create({ name: 'B' })]
    const merge = (from: string, into: string) => async () => book.categories.merge({ from, into })
    await expectInvalid(test, merge(a.id, a.id), 'invalid_value', ['into'])
    await expectRefused(test, merge('x', a.id), 'not_found', { type: 'category', id: 'x' })
    await expectRefused(test, merge(a.id, 'x'), 'not_found', { type: 'category', id: 'x' })
    await book.budgets.create({ categoryId: a.id, month: '2026-02', amount: '999999999999999.99' })
    await book.budgets.create({ categoryId: b.id, month: '2026-02', amount: '0.01' })
    await expectInvalid(test, merge(a.id, b.id), 'too_many_digits', ['from'])
  })

  it('is done once for an operation id', async () => {
    const { book } = await openTestBook(kind)
    const [a, b] = [await book.categories.create({ name: 'A' }), await book.categories.create({ name: 'B' })]
    const merge = { from: a.id, into: b.id }
    await book.categories.merge(merge, { operationId: 'm' })
    await book.categories.update(b.id, { name: 'Bee' })
    expect((await book.categories.merge(merge, { operationId: 'm' })).name).toBe('Bee')
  })
})

describe('a merge of any book', () => {
  it('leaves the sums of every month, and the count of expenses, as they were', async () => {
    await fc.assert(
      fc.asyncProperty(bookContentsArbitrary(), async (contents) => {
        const [first, second] = contents.categories
        fc.pre(first !== undefined && second !== undefined)
        const storage = createMemoryAdapter()
        const options = { operation: null, source: 'test', signal: undefined }
        const categories = contents.categories.map((category) => ({ ...category, archived: false }))
        const filled = { ...contents, categories, closedMonths: [] }
        await storage.replace('default', () => ({ contents: filled, receipt: {} }), options)
        const book = await openBudgetBook({ storage })
        const before = await book.exportBook()
        try {
          await book.categories.merge({ from: first.id, into: second.id })
        } catch (error) {
          // Two budgets of 15 digits have no sum that is an amount. Then nothing has changed.
          expect(error).toMatchObject({ code: 'invalid_input' })
          expect(await book.exportBook()).toEqual(before)
          return
        }
        expect(sumsOf(await book.exportBook())).toEqual(sumsOf(before))
      }),
    )
  })
})

/** The sum of the budgets of each month, of all expenses, and their number. */
function sumsOf({ settings: { currency }, budgets, expenses }: BookDocument) {
  const months = [...new Set(budgets.map(({ month }) => month))].sort()
  const amountsIn = (month: string) =>
    budgets.filter((one) => one.month === month).map(({ amount }) => amount)
  return {
    budgets: months.map((month) => [month, sumAmounts(amountsIn(month), currency)]),
    spent: sumAmounts(
      expenses.map(({ amount }) => amount),
      currency,
    ),
    count: expenses.length,
  }
}
