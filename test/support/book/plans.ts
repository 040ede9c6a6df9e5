import { enforcePolicy, type AllocationPolicy } from 'budgetbook'
import { openTestBook, type TestBook } from './fixture.js'
import type { TestStorageKind } from '../storages/book-storages.js'

/** A USD book with the categories Food and Travel, by their ids. */
export async function openWithCategories(
  kind: TestStorageKind,
): Promise<TestBook & { food: string; travel: string }> {
  const test = await openTestBook(kind)
  await test.book.settings.update({ currency: 'USD' })
  const food = await test.book.categories.create({ name: 'Food' })
  const travel = await test.book.categories.create({ name: 'Travel' })
  return { ...test, food: food.id, travel: travel.id }
}

/** The month that {@link openWithBudgets} plans. */
export const plannedMonth = '2026-02'

/** A USD book with a limit of 100.00, the categories a, b and c, and 30.00 for a and 50.00 for b. */
export async function openWithBudgets(
  kind: TestStorageKind,
  allocationPolicy: AllocationPolicy = enforcePolicy(),
): Promise<TestBook & { a: string; b: string; c: string }> {
  const test = await openTestBook(kind, { allocationPolicy })
  const { settings, categories, budgets } = test.book
  await settings.update({ currency: 'USD', monthlyLimit: '100.00' })
  const a = await categories.create({ name: 'a' })
  const b = await categories.create({ name: 'b' })
  const c = await categories.create({ name: 'c' })
  await budgets.create({ categoryId: a.id, month: plannedMonth, amount: 30, metadata: { kept: true } })
  await budgets.create({ categoryId: b.id, month: plannedMonth, amount: 50 })
  return { ...test, a: a.id, b: b.id, c: c.id }
}

/** The amounts of a month's budgets, by category. */
export async function amountsIn(
  { book }: Pick<TestBook, 'book'>,
  month: string,
): Promise<Record<string, string>> {
  const budgets = await book.budgets.list({ month })
  return Object.fromEntries(budgets.map(({ categoryId, amount }) => [categoryId, amount]))
}
