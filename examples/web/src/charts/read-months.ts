import { addMonths, type BudgetBook, type PlatformAbortSignal } from 'budgetbook'
import { summarizeMonths, type MonthsSummary } from 'budgetbook/planning'

/** The first of the twelve months that end with this one. */
export function firstOfTwelve(month: string): string {
  // The calendar begins with 0001-01.
  return month < '0001-12' ? '0001-01' : addMonths(month, -11)
}

/** Puts the twelve months that end with this one side by side. It reads totals, not expenses. */
export async function readMonths(
  book: BudgetBook,
  month: string,
  signal: PlatformAbortSignal,
): Promise<MonthsSummary> {
  const range = { from: firstOfTwelve(month), to: month }
  const totals = await book.totals(range, { signal })
  return summarizeMonths({ ...totals, ...range, today: book.today() })
}
