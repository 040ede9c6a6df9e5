import { describe, expect, it } from 'vitest'
import { createMemoryAdapter, isBudgetBookError, openBudgetBook, type StorageAdapter } from 'budgetbook'

type ReadView = Awaited<ReturnType<StorageAdapter['read']>>

/** What `book.utilization` throws over a storage whose views are changed. */
async function refusalOver(spoil: (view: ReadView) => object): Promise<unknown> {
  const memory = createMemoryAdapter()
  const sound = await openBudgetBook({ storage: memory })
  const { id: categoryId } = await sound.categories.create({ name: 'Food' })
  await sound.budgets.create({ categoryId, month: '2026-02', amount: '10.00' })
  await sound.expenses.record({ categoryId, date: '2026-02-03', amount: '1.00' })
  const storage: StorageAdapter = {
    ...memory,
    read: async (...args) => {
      const view = await memory.read(...args)
      return { ...view, ...spoil(view) }
    },
  }
  const book = await openBudgetBook({ storage })
  return book.utilization('2026-02').then(
    () => expect.fail('A report of what is stored badly'),
    (error: unknown) => error,
  )
}

const withMonth =
  (fields: (state: object & { budgets: readonly object[] }) => object) => (view: ReadView) => ({
    months: new Map(Array.from(view.months, ([month, state]) => [month, { ...state, ...fields(state) }])),
  })

describe('the report of a month that is stored badly', () => {
  it.each<[string, (view: ReadView) => object]>([
    ['a budget whose category is missing', () => ({ categories: [] })],
    [
      'an amount that is not one',
      withMonth((s) => ({ budgets: s.budgets.map((b) => ({ ...b, amount: 'lots' })) })),
    ],
    ['two budgets of a category', withMonth((s) => ({ budgets: [...s.budgets, ...s.budgets] }))],
    [
      'spending of a missing category',
      withMonth(() => ({ budgets: [], spending: new Map([['gone', { spent: '1.00', count: 1 }]]) })),
    ],
    ['a currency that never was', (view) => ({ settings: { ...view.settings, currency: 'XXX' } })],
  ])('is storage_corrupt: %s', async (_, spoil) => {
    const error = await refusalOver(spoil)
    expect(isBudgetBookError(error, 'storage_corrupt')).toBe(true)
    expect(error).toMatchObject({ details: { bookId: 'default', location: 'month 2026-02' } })
  })
})
