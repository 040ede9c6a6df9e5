import { enforcePolicy, openBudgetBook, type BudgetBook } from 'budgetbook'
import { createSqlAdapter, type SqlOptions } from 'budgetbook/sql'

/** A book in US dollars with a limit of 100.00 and some categories. */
export interface Household {
  readonly book: BudgetBook
  readonly categoryIds: readonly string[]
}

/** Makes a household's book. */
export async function makeHousehold(
  options: SqlOptions,
  categories: number,
  bookId = 'default',
): Promise<Household> {
  const storage = createSqlAdapter(options)
  const book = await openBudgetBook({ storage, bookId, allocationPolicy: enforcePolicy() })
  await book.settings.update({ currency: 'USD', monthlyLimit: '100.00' })
  const categoryIds: string[] = []
  for (let index = 0; index < categories; index++)
    categoryIds.push((await book.categories.create({ name: `Category ${index}` })).id)
  return { book, categoryIds }
}

/** The n-th month from January 2000 on. */
export function monthNumber(n: number): string {
  return `${2000 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`
}

/** A percentile of some durations, to a tenth. */
export function percentile(durations: readonly number[], percent: number): string {
  const sorted = [...durations].sort((a, b) => a - b)
  return (sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? 0).toFixed(1)
}
