import type { Month } from '../calendar/month.js'
import type { Budget } from '../model/entities.js'
import type { Head, MonthState, Scope, StoredExpense, View } from './adapter.js'

/** How an adapter finds what a scope asks for; what comes out may be shared with nobody. */
export interface ViewSource {
  /** Every month of which anything is stored. */
  allMonths(): Iterable<Month>
  /** A month, an empty one where nothing is stored of it. */
  month(month: Month): MonthState
  /** A budget by id. */
  budget(id: string): Budget | null
  /** An expense by id. */
  expense(id: string): StoredExpense | null
}

/** Gathers the view that a scope asks for: the months of named budgets and expenses come along. */
export function loadView(head: Head, scope: Scope, source: ViewSource): View {
  const budgets = new Map((scope.budgets ?? []).map((id) => [id, source.budget(id)]))
  const expenses = new Map((scope.expenses ?? []).map((id) => [id, source.expense(id)]))
  const asked = scope.months === 'all' ? source.allMonths() : (scope.months ?? [])
  const wanted = new Set<Month>(asked)
  for (const entity of [...budgets.values(), ...expenses.values()]) if (entity) wanted.add(entity.month)
  const months = new Map(Array.from(wanted, (month) => [month, source.month(month)]))
  return { ...head, months, budgets, expenses }
}

/** A budget of the view by its id: one that was named, or one of the months that were. */
export function budgetIn({ budgets, months }: View, id: string): Budget | undefined {
  const named = budgets.get(id)
  if (named) return named
  for (const month of months.values()) {
    const budget = month.budgets.find((one) => one.id === id)
    if (budget) return budget
  }
  return undefined
}
