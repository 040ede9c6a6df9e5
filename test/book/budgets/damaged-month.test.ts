import { describe, expect, it } from 'vitest'
import { isBudgetBookError, type AllocationPolicy } from 'budgetbook'
import { damages, openDamagedBook, type DamagedBook } from '../../support/book/damaged-storage.js'

const month = '2026-02'
const plans: readonly (readonly [string, (damaged: DamagedBook) => Promise<unknown>])[] = [
  ['create', ({ book, travel }) => book.budgets.create({ categoryId: travel, month, amount: '5.00' })],
  ['update', ({ book, budgetId }) => book.budgets.update(budgetId, { amount: '5.00' })],
  ['update the metadata', ({ book, budgetId }) => book.budgets.update(budgetId, { metadata: { note: 'a' } })],
  ['remove', ({ book, budgetId }) => book.budgets.remove(budgetId)],
  ['allocate', ({ book, food }) => book.budgets.allocate(month, [{ categoryId: food, amount: '5.00' }])],
  ['preview', ({ book, travel }) => book.budgets.preview(month, [{ categoryId: travel, amount: '5.00' }])],
  ['copy', ({ book }) => book.budgets.copy({ from: month, to: '2026-03' })],
]

describe.each(damages)('%s', (_, damage) => {
  it.each(plans)('is storage_corrupt to %s, and no policy is asked', async (_plan, call) => {
    let asked = 0
    const allocationPolicy: AllocationPolicy = {
      name: 'counts',
      needsIsolation: false,
      decide: () => {
        asked++
        return { accepted: true, violations: [] }
      },
    }
    const damaged = await openDamagedBook(damage, { allocationPolicy })
    const error = await call(damaged).then(
      () => expect.fail('A plan on damaged data'),
      (failure: unknown) => failure,
    )
    expect(error).toMatchObject({
      code: 'storage_corrupt',
      details: { bookId: 'default', location: expect.stringMatching(/^(month 2026-0[23]|settings)$/) },
    })
    expect(isBudgetBookError(error, 'storage_corrupt') && error.cause).toMatchObject({
      code: 'invalid_input',
    })
    expect(asked).toBe(0)
  })
})
