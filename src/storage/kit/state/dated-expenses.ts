import type { ExpensePosition } from '../../view.js'
import type { StoredExpense } from '../../../model/expense.js'
import { compareExpenses, descending } from './expense-order.js'
import { SortedList } from '../../../lib/sorted-list.js'

type Day = SortedList<ExpensePosition, StoredExpense>

/**
 * Expenses in the order of pages, day by day. A new expense goes to the head of its day, so adding one needs only one
 * or two comparisons.
 */
export class DatedExpenses {
  readonly #dates = new SortedList<string, string>(descending)
  readonly #days = new Map<string, Day>()

  add(expense: StoredExpense): void {
    const { date } = expense
    let day = this.#days.get(date)
    if (!day) {
      this.#days.set(date, (day = new SortedList(compareExpenses)))
      this.#dates.add(date)
    }
    day.add(expense)
  }

  remove(expense: StoredExpense): void {
    const { date } = expense
    const day = this.#days.get(date)
    if (!day) return
    day.remove(expense)
    if (!day.isEmpty) return
    this.#days.delete(date)
    this.#dates.remove(date)
  }

  /** The expenses from a position on, including one at the position. Without a position, all expenses. */
  *from(position?: ExpensePosition): Generator<StoredExpense, void> {
    for (const date of this.#dates.from(position?.date)) {
      const day = this.#days.get(date) as Day
      yield* day.from(date === position?.date ? position : undefined)
    }
  }
}
