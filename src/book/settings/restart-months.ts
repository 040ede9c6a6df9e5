import { BudgetBookError } from '../../errors/error.js'
import { monthOf } from '../../calendar/month-range.js'
import type { BookContents } from '../../storage/view.js'

/** Moves a book's expenses to months that start on another day. Returns `null` if the day is the present one. */
export function restartMonths(contents: BookContents, monthStartDay: number): BookContents | null {
  if (monthStartDay === contents.settings.monthStartDay) return null
  const months = contents.closedMonths.map(({ month }) => month)
  if (months.length > 0) {
    throw new BudgetBookError('month_closed', 'Expenses of a closed month cannot move; reopen it first', {
      months,
    })
  }
  return {
    ...contents,
    settings: { ...contents.settings, monthStartDay },
    expenses: contents.expenses.map((expense) => ({
      ...expense,
      month: monthOf(expense.date, monthStartDay),
    })),
  }
}
