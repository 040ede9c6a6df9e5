import { describe, expect, it } from 'vitest'
import { spoil } from '../../src/testing/conformance/spoil.js'
import { openTestBook } from '../support/book/fixture.js'
import { storageKinds } from '../support/storages/book-storages.js'

/** Every object in a value that cannot be changed. */
function frozenIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  return [...(Object.isFrozen(value) ? [value] : []), ...Object.values(value).flatMap(frozenIn)]
}

describe.each(storageKinds)('what a book in $name gives', (kind) => {
  it('is the caller’s own: it can be changed, and the book does not change with it', async () => {
    const { book } = await openTestBook(kind)
    const metadata = { tags: ['a', { b: 1 }] }
    const category = await book.categories.create({ name: 'Travel', metadata })
    const categoryId = category.id
    const { budget } = await book.budgets.create({ categoryId, month: '2026-02', amount: '9.00', metadata })
    const expense = await book.expenses.record({ categoryId, amount: '1.00', date: '2026-02-14', metadata })
    const [budgetId, expenseId] = [budget.id, expense.id]
    const give = async (): Promise<unknown[]> => [
      await book.settings.get(),
      await book.categories.list(),
      await book.categories.get(categoryId),
      await book.categories.update(categoryId, {}),
      await book.budgets.list(),
      await book.budgets.get(budgetId),
      await book.budgets.update(budgetId, {}),
      await book.expenses.list(),
      await book.expenses.get(expenseId),
      await book.expenses.update(expenseId, {}),
      await book.utilization('2026-02'),
      await book.exportBook(),
    ]
    const before = await give()
    const copy = structuredClone(before)
    spoil([category, budget, expense, before])
    expect(JSON.stringify([category, budget, expense])).toContain('spoiled')
    // Reports are frozen, because an unchanged month gives the same one. Documents are, because of their checksum.
    for (const given of before.slice(0, -3)) expect(frozenIn(given)).toEqual([])
    expect(before).not.toEqual(copy)
    const after = await give()
    const withoutInstant = (given: unknown[]) =>
      JSON.stringify(given).replaceAll(/"(?:exportedAt|checksum)":"[^"]*"/g, '')
    expect(withoutInstant(after)).toBe(withoutInstant(copy))
  })
})
