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
  const named = inScope(view, type, id)
  if (named !== undefined) return named ?? undefined
  for (const month of view.months.values()) {
    const entity = listIn(month, type).find((one) => one.id === id)
    if (entity) return entity
  }
  return undefined
}

// A few ids are found faster than an index is made.
const foundWithoutIndex = 8

/** As {@link entityIn}, for many ids. */
export function entityFinder<Type extends keyof MonthEntities>(
  view: View,
  type: Type,
): (id: string) => MonthEntities[Type] | undefined {
  let asked = 0
  let index: Map<string, MonthEntities[Type]> | null = null
  return (id) => {
    if (++asked <= foundWithoutIndex) return entityIn(view, type, id)
    const named = inScope(view, type, id)
    if (named !== undefined) return named ?? undefined
    index ??= new Map(
      Array.from(view.months.values(), (month) => listIn(month, type))
        .flat()
        .map((entity) => [entity.id, entity]),
    )
    return index.get(id)
  }
}

// `null` for an id that the book does not have, and `undefined` for one that is not in scope.
function inScope<Type extends keyof MonthEntities>(
  view: View,
  type: Type,
  id: string,
): MonthEntities[Type] | null | undefined {
  return view[listNames[type]].get(id) as MonthEntities[Type] | null | undefined
}

function listIn<Type extends keyof MonthEntities>(
  month: MonthState,
  type: Type,
): readonly MonthEntities[Type][] {
  return month[listNames[type]] as readonly (Budget | StoredHold)[] as readonly MonthEntities[Type][]
}
