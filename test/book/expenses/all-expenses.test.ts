import { describe, expect, it } from 'vitest'
import type { Expense } from 'budgetbook'
import { failureOf, openTestBook } from '../../support/book/fixture.js'
import { storageKinds } from '../../support/storages/book-storages.js'

async function collected(expenses: AsyncIterable<Expense>): Promise<Expense[]> {
  const all: Expense[] = []
  for await (const expense of expenses) all.push(expense)
  return all
}

describe.each(storageKinds)('all expenses in $name', (kind) => {
  it('are those of the pages, in their order, whatever the size of a page', async () => {
    const { book } = await openTestBook(kind)
    const { id: food } = await book.categories.create({ name: 'Food' })
    const { id: fun } = await book.categories.create({ name: 'Fun' })
    await book.expenses.recordMany(
      Array.from({ length: 25 }, (_, index) => ({
        categoryId: index % 3 === 0 ? fun : food,
        amount: `${index + 1}.00`,
        date: `2026-0${(index % 3) + 1}-1${index % 10}`,
      })),
    )
    for (const filter of [{}, { month: '2026-02' }, { categoryId: fun, from: '2026-01-15' }]) {
      const { items } = await book.expenses.list({ ...filter, limit: 1_000 })
      expect(items.length).toBeGreaterThan(3)
      for (const limit of [1, 2, 1_000, undefined])
        expect(await collected(book.expenses.all({ ...filter, limit }))).toEqual(items)
    }
    const { items, nextCursor } = await book.expenses.list({ limit: 20 })
    const rest = await collected(book.expenses.all({ cursor: nextCursor }))
    expect([...items, ...rest]).toEqual(await collected(book.expenses.all()))
  })

  it('are read page by page, and no further than somebody iterates', async () => {
    const { book } = await openTestBook(kind)
    const { id } = await book.categories.create({ name: 'Food' })
    for (const amount of ['1', '2', '3'])
      await book.expenses.record({ categoryId: id, amount, date: '2026-02-14' })
    for await (const { amount } of book.expenses.all({ limit: 1 })) {
      expect(amount).toBe('3.00')
      break
    }
    // What is removed before its page is read does not come.
    const seen: string[] = []
    for await (const expense of book.expenses.all({ limit: 1 })) {
      seen.push(expense.amount)
      for (const other of (await book.expenses.list()).items)
        if (other.id !== expense.id) await book.expenses.remove(other.id)
    }
    expect(seen).toEqual(['3.00'])
  })

  it('are an empty list in an empty book', async () => {
    const { book } = await openTestBook(kind)
    expect(await collected(book.expenses.all())).toEqual([])
  })

  it.each([[{ month: '2026' }], [{ limit: 0 }], [{ cursor: 'x' }], [{ when: 1 }], [null], [5]])(
    'refuse the filter %j while one iterates',
    async (filter) => {
      const { book } = await openTestBook(kind)
      const failure = await failureOf(collected(book.expenses.all(filter as object)))
      expect(failure.code).toBe('invalid_input')
    },
  )
})
