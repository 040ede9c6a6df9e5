import { frozenMap } from '../../../lib/frozen-map.js'
import type { Month } from '../../../calendar/month.js'
import type { StoredExpense } from '../../../model/expense.js'
import type { StoredHold } from '../../../model/hold.js'
import { loadView } from '../../../storage/kit/state/load-view.js'
import { emptyMonth, isEmptyMonth } from '../../../storage/kit/state/month-draft.js'
import type { Head, MonthState, Scope, View } from '../../../storage/view.js'

/** The positions of entities in their order, by id. */
export type Positions = ReadonlyMap<string, number>

/** A month, frozen, and the positions of its budgets. */
export interface KnownMonth {
  readonly state: MonthState
  readonly positions: Positions
}

/** What is known of a book at one revision. All of it is frozen, so that calls share it. */
export interface KnownBook {
  /** `null` if the book was never written. */
  readonly revision: string | null
  readonly head: Head
  /** The positions of the categories. */
  readonly positions: Positions
  readonly months: ReadonlyMap<Month, KnownMonth>
  /** Whether a month that is not listed is not stored. */
  readonly hasAllMonths: boolean
}

/** A month's state, frozen. Its budgets and holds are already frozen. */
export function knownMonth(state: MonthState, positions: Positions): KnownMonth {
  const { month, closed, limitAtClose, budgets, spending, holds } = state
  Object.freeze(budgets)
  Object.freeze(holds)
  // Field by field: V8 gives each frozen copy of a spread a hidden class of its own.
  const frozen = Object.freeze({
    month,
    closed,
    limitAtClose,
    budgets,
    spending: frozenMap(spending),
    holds,
  })
  return { state: frozen, positions }
}

/** Whether the months that a scope asks for are known. Expenses are never known. */
export function isKnown(known: KnownBook, { months = [], budgets = [], holds = [] }: Scope): boolean {
  if (known.hasAllMonths) return true
  return (
    months !== 'all' &&
    months.every((month) => known.months.has(month)) &&
    budgets.every((id) => monthOfBudget(known, id) !== undefined) &&
    holds.every((id) => holdOf(known, id) !== null)
  )
}

/** The view of a book that a scope asks for. What it asks for must be known, or among the expenses. */
export function viewOfKnown(known: KnownBook, scope: Scope, expenses: readonly StoredExpense[]): View {
  const found = new Map(expenses.map((expense) => [expense.id, expense]))
  return loadView(known.head, scope, {
    allMonths: () => storedMonths(known),
    month: (month) => known.months.get(month)?.state ?? emptyMonth(month),
    budget: (id) => monthOfBudget(known, id)?.state.budgets.find((budget) => budget.id === id) ?? null,
    expense: (id) => found.get(id) ?? null,
    hold: (id) => holdOf(known, id),
  })
}

/** How many rows a known book stands for. */
export function weightOf({ head, months }: KnownBook): number {
  let weight = 1 + head.categories.length + head.groups.length
  for (const { state } of months.values())
    weight += 1 + state.budgets.length + state.spending.size + state.holds.length
  return weight
}

function* storedMonths({ months }: KnownBook): Iterable<Month> {
  for (const [month, { state }] of months) if (!isEmptyMonth(state)) yield month
}

function monthOfBudget({ months }: KnownBook, id: string): KnownMonth | undefined {
  for (const month of months.values()) if (month.positions.has(id)) return month
  return undefined
}

function holdOf({ months }: KnownBook, id: string): StoredHold | null {
  for (const { state } of months.values()) {
    const hold = state.holds.find((one) => one.id === id)
    if (hold) return hold
  }
  return null
}
