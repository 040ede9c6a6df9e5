import type { BudgetBook, Expense, PlatformAbortSignal } from 'budgetbook'

/** The newest expenses of a month, with what the table needs to print them. */
export interface ShownExpenses {
  readonly month: string
  readonly currency: string
  readonly monthStartDay: number
  readonly expenses: readonly Expense[]
  /** Whether the month has more of them. */
  readonly hasMore: boolean
  /** The names of all categories by their ids, archived ones too. */
  readonly names: ReadonlyMap<string, string>
}

// The largest page that a book gives.
const largestPage = 1_000

/** Reads as many of the newest expenses as the table shows. */
export async function readExpenses(
  book: BudgetBook,
  month: string,
  count: number,
  signal: PlatformAbortSignal,
): Promise<ShownExpenses> {
  const [{ currency, monthStartDay }, categories] = await Promise.all([
    book.settings.get({ signal }),
    book.categories.list({ includeArchived: true }, { signal }),
  ])
  const expenses: Expense[] = []
  let cursor: string | null = null
  do {
    const limit = Math.min(count - expenses.length, largestPage)
    const page = await book.expenses.list({ month, limit, cursor }, { signal })
    expenses.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null && expenses.length < count)
  const names = new Map(categories.map(({ id, name }) => [id, name]))
  return { month, currency, monthStartDay, expenses, hasMore: cursor !== null, names }
}
