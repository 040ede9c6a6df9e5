import type { BudgetBook, CivilDate, PlatformAbortSignal } from 'budgetbook'
import { cumulativeSpending, type DayOfSpending } from 'budgetbook/planning'

/** The days of a month, and what was spent on them. */
export interface ShownDays {
  readonly month: string
  readonly currency: string
  /** The last day that has begun; later days have no spending to draw. */
  readonly today: string
  readonly days: readonly DayOfSpending[]
  readonly isEmpty: boolean
}

// A busy month has thousands of expenses. Between two small pages, other events have their turn.
const pageSize = 200

/** Reads the expenses of a month in small pages, and adds them up by day. */
export async function readDays(
  book: BudgetBook,
  month: string,
  signal: PlatformAbortSignal,
): Promise<ShownDays> {
  const { settings, budgets } = await book.totals({ from: month, to: month }, { signal })
  const expenses: { categoryId: string; date: CivilDate; amount: string }[] = []
  for await (const { categoryId, date, amount } of book.expenses.all(
    { month, limit: pageSize },
    { signal },
  )) {
    expenses.push({ categoryId, date, amount })
  }
  const days = cumulativeSpending({ month, settings, expenses, budgets })
  const isEmpty = expenses.length === 0 && budgets.length === 0
  return { month, currency: settings.currency, today: book.today(), days, isEmpty }
}
