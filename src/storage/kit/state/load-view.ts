import type { Month } from '../../../calendar/month.js'
import type { Budget } from '../../../model/budget.js'
import type { Head, MonthState, Scope, View } from '../../view.js'
import type { StoredExpense } from '../../../model/expense.js'

/** Reads what a scope asks for. Results must be copies, or frozen. */
export interface ViewSource {
  /** Every stored month. */
  allMonths(): Iterable<Month>
  /** A month. It is empty if nothing of it is stored. */
  month(month: Month): MonthState
  /** A budget by id. */
  budget(id: string): Budget | null
  /** An expense by id. */
  expense(id: string): StoredExpense | null
}

/** Gathers the view that a scope asks for, including the months of its budgets and expenses. */
export function loadView(head: Head, scope: Scope, source: ViewSource): View {
  const months = new Map<Month, MonthState>()
  const budgets = new Map<string, Budget | null>()
  const expenses = new Map<string, StoredExpense | null>()
  const addMonth = (month: Month) => {
    if (!months.has(month)) months.set(month, source.month(month))
  }
  for (const month of scope.months === 'all' ? source.allMonths() : (scope.months ?? [])) addMonth(month)
  for (const id of scope.budgets ?? []) budgets.set(id, source.budget(id))
  for (const id of scope.expenses ?? []) expenses.set(id, source.expense(id))
  for (const budget of budgets.values()) if (budget) addMonth(budget.month)
  for (const expense of expenses.values()) if (expense) addMonth(expense.month)
  const { settings, categories, groups } = head
  return { settings, categories, groups, months, budgets, expenses }
}

/** A budget of the view by its id: from the scope's budgets or from its months. */
export function budgetIn({ budgets, months }: View, id: string): Budget | undefined {
  const named = budgets.get(id)
  if (named) return named
  for (const month of months.values()) {
    const budget = month.budgets.find((one) => one.id === id)
    if (budget) return budget
  }
  return undefined
}
