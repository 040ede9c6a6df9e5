import { BudgetBookError } from '../../errors/error.js'
import { monthOf } from '../../calendar/month-range.js'
import type { StoredExpense } from '../../model/expense.js'
import type { BookContents } from '../../storage/view.js'
import { Phase, type Steps } from '../long-work.js'

/** Moves a book's expenses to months that start on another day. Returns `null` if the day is the present one. */
export function* restartMonths(contents: BookContents, monthStartDay: number): Steps<BookContents | null> {
  if (monthStartDay === contents.settings.monthStartDay) return null
  const months = contents.closedMonths.map(({ month }) => month)
  if (months.length > 0) {
    throw new BudgetBookError('month_closed', 'Expenses of a closed month cannot move; reopen it first', {
      months,
    })
  }
  const phase = new Phase('changing', contents.expenses.length)
  const expenses: StoredExpense[] = []
  yield* phase.each(contents.expenses, (chunk) => {
    for (const expense of chunk) expenses.push({ ...expense, month: monthOf(expense.date, monthStartDay) })
  })
  return {
    ...contents,
    settings: { ...contents.settings, monthStartDay },
    expenses,
    holds: contents.holds.map((hold) => ({ ...hold, month: monthOf(hold.date, monthStartDay) })),
  }
}
