import type { BudgetBook, NewHold, OpenBudgetBookOptions } from 'budgetbook'
import type { TestStorageKind } from '../storages/book-storages.js'
import { openTestBook, startOfClock, type TestBook } from './fixture.js'

/** An instant that is so many milliseconds after the start of the clock. */
export const later = (milliseconds: number): string =>
  new Date(Date.parse(startOfClock) + milliseconds).toISOString()

/** The length of a day, in milliseconds. */
export const oneDay = 86_400_000

/** A book that holds can be placed in, and what is in it. */
export interface BookOfHolds extends TestBook {
  /** The id of a category with a budget of 100.00 in 2026-02. */
  readonly food: string
  /** The id of a category without a budget. */
  readonly travel: string
  /** Places a hold of food, and gives its id. */
  readonly hold: (amount: string | number, rest?: Partial<NewHold>) => Promise<string>
}

/** A USD book with a limit of 1,000.00, the categories Food and Travel, and 100.00 for Food in 2026-02. */
export async function openForHolds(
  kind: TestStorageKind,
  options: Partial<OpenBudgetBookOptions> = {},
): Promise<BookOfHolds> {
  const test = await openTestBook(kind, options)
  const { settings, categories, budgets, holds } = test.book
  await settings.update({ currency: 'USD', monthlyLimit: '1000.00' })
  const { id: food } = await categories.create({ name: 'Food' })
  const { id: travel } = await categories.create({ name: 'Travel' })
  await budgets.create({ categoryId: food, month: '2026-02', amount: '100.00' })
  const hold = async (amount: string | number, rest: Partial<NewHold> = {}) =>
    (await holds.place({ categoryId: food, amount, ...rest })).hold.id
  return { ...test, food, travel, hold }
}

/** What a month has spent, on hold and left. */
export async function figuresOf(
  book: BudgetBook,
  month = '2026-02',
): Promise<{ spent: string; held: string; free: string }> {
  const { totalSpent, held, free } = (await book.utilization(month)).summary
  return { spent: totalSpent, held, free }
}
