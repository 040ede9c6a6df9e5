import { expect, it } from 'vitest'
import { planMonth, suggestBudgets } from 'budgetbook/planning'
import { expectInvalid, openTestBook } from '../../support/book/fixture.js'
import { storageKinds } from '../../support/storages/book-storages.js'

const amountsOf = (budgets: readonly { readonly amount: string }[]) => budgets.map(({ amount }) => amount)

it('allocate and preview take what planning suggests as it is, and store none of its explanation', async () => {
  const { book, stored } = await openTestBook(storageKinds[0]!)
  const { id } = await book.categories.create({ name: 'Food' })
  await book.expenses.record({ categoryId: id, amount: '12.00', date: '2026-01-10' })
  const input = { ...(await book.totals()), month: '2026-02', today: '2026-02-01' }
  const suggestions = suggestBudgets(input)
  expect(suggestions).toHaveLength(1)
  expect((await book.budgets.preview('2026-02', suggestions)).accepted).toBe(true)
  expect(amountsOf((await book.budgets.allocate('2026-02', suggestions)).budgets)).toEqual(['12.00'])
  const templates = [{ categoryId: id, kind: 'fixed', amount: '20.00' }] as const
  const { allocations } = planMonth({ ...input, templates })
  expect(amountsOf((await book.budgets.allocate('2026-02', allocations)).budgets)).toEqual(['20.00'])
  const { budgets } = await stored()
  expect(Object.keys(budgets[0] ?? {}).sort()).toEqual(
    ['amount', 'categoryId', 'createdAt', 'id', 'metadata', 'month', 'updatedAt'].sort(),
  )
})

it('the same allocations with and without an explanation are one operation', async () => {
  const { book } = await openTestBook(storageKinds[0]!)
  const { id } = await book.categories.create({ name: 'Food' })
  const plain = { categoryId: id, amount: '12.00' }
  const options = { operationId: 'plan' }
  const first = await book.budgets.allocate('2026-02', [plain], options)
  const explained = [{ ...plain, name: 'Food', basis: 'median', months: [] }]
  expect(await book.budgets.allocate('2026-02', explained, options)).toEqual(first)
})

it('any other field of an allocation is refused', async () => {
  const test = await openTestBook(storageKinds[0]!)
  const { id: categoryId } = await test.book.categories.create({ name: 'Food' })
  const allocations = [{ categoryId, amount: '1', note: 'x' }]
  await expectInvalid(test, async () => test.book.budgets.allocate('2026-02', allocations), 'unknown_field', [
    'allocations',
    0,
    'note',
  ])
})
