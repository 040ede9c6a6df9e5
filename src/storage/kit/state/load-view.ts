import type { Month } from '../../../calendar/month.js'
import type { Budget } from '../../../model/budget.js'
import type { Head, MonthState, Scope, View } from '../../view.js'
import type { StoredExpense } from '../../../model/expense.js'
import type { StoredHold } from '../../../model/hold.js'

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
  /** A hold by id. */
  hold(id: string): StoredHold | null
}

/** Gathers the view that a scope asks for, including the months of its budgets and expenses. */
export function loadView(head: Head, scope: Scope, source: ViewSource): View {
  const months = new Map<Month, MonthState>()
  const budgets = new Map<string, Budget | null>()
  const expenses = new Map<string, StoredExpense | null>()
  const holds = new Map<string, StoredHold | null>()
  const addMonth = (month: Month) => {
    if (!months.has(month)) months.set(month, source.month(month))
  }
  for (const month of scope.months === 'all' ? source.allMonths() : (scope.months ?? [])) addMonth(month)
  for (const id of scope.budgets ?? []) budgets.set(id, source.budget(id))
  for (const id of scope.expenses ?? []) expenses.set(id, source.expense(id))
  for (const id of scope.holds ?? []) holds.set(id, source.hold(id))
  for (const budget of budgets.values()) if (budget) addMonth(budget.month)
  for (const expense of expenses.values()) if (expense) addMonth(expense.month)
  for (const hold of holds.values()) if (hold) addMonth(hold.month)
  const { settings, categories, groups } = head
  return { settings, categories, groups, months, budgets, expenses, holds }
}

/** The entities of the state of a month. */
export interface MonthEntities {
  /** What is budgeted. */
  readonly budget: Budget
  /** What is set aside. */
  readonly hold: StoredHold
}

const listNames = { budget: 'budgets', hold: 'holds' } as const

/** An entity of the view by its id: from those in scope, or from its months. */
export function entityIn<Type extends keyof MonthEntities>(
  view: View,
  type: Type,
  id: string,
): MonthEntities[Type] | undefined {
  const name: 'budgets' | 'holds' = listNames[type]
  const named = view[name].get(id)
  if (named) return named as MonthEntities[Type]
  for (const month of view.months.values()) {
    const list: readonly (Budget | StoredHold)[] = month[name]
    const entity = list.find((one) => one.id === id)
    if (entity) return entity as MonthEntities[Type]
  }
  return undefined
}
