import { describe, expect, it } from 'vitest'
import { openTestBook } from '../../support/book/fixture.js'
import { storageKinds } from '../../support/storages/book-storages.js'

describe.each(storageKinds)('the report of a month in $name', (kind) => {
  it('is the same frozen object until what it says changes', async () => {
    const { book, reopen } = await openTestBook(kind)
    const { id: categoryId } = await book.categories.create({ name: 'Food' })
    await book.budgets.create({ categoryId, month: '2026-02', amount: '10.00' })
    const first = await book.utilization('2026-02')
    expect(Object.isFrozen(first.categories[0])).toBe(true)
    expect(await book.utilization('2026-02')).toBe(first)
    // Another month, a metadata and a category without a budget say nothing in it.
    await book.expenses.record({ categoryId, amount: '1.00', date: '2026-03-01' })
    await book.categories.update(categoryId, { metadata: { icon: 'fork' } })
    await book.categories.create({ name: 'Travel' })
    expect(await book.utilization('2026-02')).toBe(first)
    const { id } = await book.expenses.record({ categoryId, amount: '1.00', date: '2026-02-01' })
    const second = await book.utilization('2026-02')
    expect(second).not.toBe(first)
    expect([first.summary.totalSpent, second.summary.totalSpent]).toEqual(['0.00', '1.00'])
    const other = await reopen()
    await other.expenses.remove(id)
    expect(await book.utilization('2026-02')).toEqual(first)
    await other.categories.update(categoryId, { name: 'Meals' })
    expect((await book.utilization('2026-02')).categories[0]?.name).toBe('Meals')
    await other.settings.update({ monthlyLimit: '5.00' })
    expect((await book.utilization('2026-02')).compliance.exceedsLimit).toBe(true)
  })

  it('is the same for an empty month', async () => {
    const { book } = await openTestBook(kind)
    expect(await book.utilization('2026-02')).toBe(await book.utilization('2026-02'))
    expect((await book.utilization('2026-03')).month).toBe('2026-03')
  })
})
