import type { CivilDate } from '../../../calendar/civil-date.js'
import type { ExpensePosition, PageQuery } from '../../view.js'
import type { StoredExpense } from '../../../model/expense.js'
import { DatedExpenses } from './dated-expenses.js'
import { compareExpenses } from './expense-order.js'

/** All expenses of a book: by id, in the order of pages, and in that order for each category. */
export class ExpenseIndex {
  readonly #byId = new Map<string, StoredExpense>()
  readonly #all = new DatedExpenses()
  readonly #byCategory = new Map<string, DatedExpenses>()

  get(id: string): StoredExpense | undefined {
    return this.#byId.get(id)
  }

  values(): Iterable<StoredExpense> {
    return this.#byId.values()
  }

  add(expense: StoredExpense): void {
    this.#byId.set(expense.id, expense)
    this.#all.add(expense)
    let list = this.#byCategory.get(expense.categoryId)
    if (!list) this.#byCategory.set(expense.categoryId, (list = new DatedExpenses()))
    list.add(expense)
  }

  remove(id: string): void {
    const expense = this.#byId.get(id)
    if (!expense) return
    this.#byId.delete(id)
    this.#all.remove(expense)
    this.#byCategory.get(expense.categoryId)?.remove(expense)
  }

  page({ categoryId, from, to, limit, after }: PageQuery): StoredExpense[] {
    const list = categoryId === undefined ? this.#all : this.#byCategory.get(categoryId)
    if (!list) return []
    const page: StoredExpense[] = []
    for (const expense of list.from(later(after, to === undefined ? undefined : startOfDay(to)))) {
      if (page.length === limit || (from !== undefined && expense.date < from)) break
      if (expense.id !== after?.id || compareExpenses(expense, after) !== 0) page.push(expense)
    }
    return page
  }
}

// The position before all expenses of a day, in the order of pages.
function startOfDay(date: string): ExpensePosition {
  return { date: date as CivilDate, createdAt: '\uffff', id: '' }
}

function later(a: ExpensePosition | undefined, b: ExpensePosition | undefined): ExpensePosition | undefined {
  return a && b ? (compareExpenses(a, b) > 0 ? a : b) : (a ?? b)
}
