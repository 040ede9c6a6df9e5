import { BudgetBookError } from '../errors/error.js'
import type { Month } from '../calendar/month.js'
import type { Budget } from '../model/budget.js'
import type { Category } from '../model/category.js'
import type { CategoryGroup } from '../model/category-group.js'
import type { Head, MonthState, View } from '../storage/view.js'
import type { StoredExpense } from '../model/expense.js'
import { isLive, type StoredHold } from '../model/hold.js'

/** Something that was looked for; throws `not_found` if it is not there. */
export function found<Entity>(
  entity: Entity | null | undefined,
  type: 'category' | 'group' | 'budget' | 'expense' | 'hold' | 'history_entry',
  id: string,
): Entity {
  if (entity) return entity
  throw new BudgetBookError('not_found', `No such ${type.replace('_', ' ')}: ${id}`, { type, id })
}

/** A category of the book by its id, archived or not; throws `not_found`. */
export function findCategory({ categories }: Head, id: string): Category {
  return found(
    categories.find((category) => category.id === id),
    'category',
    id,
  )
}

/** A group of the book by its id; throws `not_found`. */
export function findGroup({ groups }: Head, id: string): CategoryGroup {
  return found(
    groups.find((group) => group.id === id),
    'group',
    id,
  )
}

/** A category that takes new budgets and expenses; throws `not_found` or `category_archived`. */
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
  // An adapter that leaves out a month would make the totals wrong.
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

/** A month of the view that can be changed; throws `month_closed`. */
export function openMonthIn(view: View, month: Month): MonthState {
  const state = monthIn(view, month)
  if (!state.closed) return state
  throw new BudgetBookError('month_closed', `The month ${month} is closed; reopen it first`, {
    months: [month],
  })
}

/** A budget of the view by its id; throws `not_found`. */
export function budgetIn(view: View, id: string): Budget {
  return found(view.budgets.get(id), 'budget', id)
}

/** An expense of the view by its id; throws `not_found`. */
export function expenseIn(view: View, id: string): StoredExpense {
  return found(view.expenses.get(id), 'expense', id)
}

/** A hold of the view by its id; throws `not_found`. */
export function holdIn(view: View, id: string): StoredHold {
  return found(view.holds.get(id), 'hold', id)
}

/** A hold of the view that a book shows; throws `not_found`, also for one that has expired and is still stored. */
export function shownHoldIn(view: View, id: string, now: string): StoredHold {
  const hold = holdIn(view, id)
  if (isLive(hold, now)) return hold
  throw new BudgetBookError('not_found', `The hold ${id} has expired`, { type: 'hold', id })
}
