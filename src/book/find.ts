import { BudgetBookError } from '../errors/error.js'
import type { Month } from '../calendar/month.js'
import type { Category } from '../model/category.js'
import type { Head, MonthState, View } from '../storage/view.js'
import type { StoredExpense } from '../model/expense.js'

/** The error for an id that the book does not have. */
function notFound(type: 'category' | 'budget' | 'expense', id: string): BudgetBookError<'not_found'> {
  return new BudgetBookError('not_found', `No such ${type}: ${id}`, { type, id })
}

/** What was found, or `not_found`. */
export function found<Entity>(
  entity: Entity | null | undefined,
  type: 'category' | 'budget' | 'expense',
  id: string,
): Entity {
  if (entity) return entity
  throw notFound(type, id)
}

/** A category of the book, archived or not. */
export function findCategory({ categories }: Head, id: string): Category {
  return found(
    categories.find((category) => category.id === id),
    'category',
    id,
  )
}

/** A category that takes new budgets and expenses. */
export function findActiveCategory(head: Head, id: string): Category {
  const category = findCategory(head, id)
  if (!category.archived) return category
  throw new BudgetBookError(
    'category_archived',
    `The category ${category.name} is archived; restore it first`,
    {
      categoryId: id,
      name: category.name,
    },
  )
}

/** A month of the view. */
export function monthIn(view: View, month: Month): MonthState {
  const state = view.months.get(month)
  // An adapter that leaves out what was asked for would lead to wrong totals.
  if (!state) {
    throw new BudgetBookError(
      'storage_unavailable',
      `The storage adapter returned no month ${month}. Fix the adapter`,
      {
        reason: 'missing_month',
      },
    )
  }
  return state
}

/** A month of the view that can be changed. */
export function openMonthIn(view: View, month: Month): MonthState {
  const state = monthIn(view, month)
  if (!state.closed) return state
  throw new BudgetBookError('month_closed', `The month ${month} is closed; reopen it first`, {
    months: [month],
  })
}

/** An expense of the view by its id, or `not_found`. */
export function expenseIn(view: View, id: string): StoredExpense {
  return found(view.expenses.get(id), 'expense', id)
}
