import type { Month } from '../../../calendar/month.js'
import type { Budget } from '../../../model/budget.js'
import type { Head, MonthState, Scope, View } from '../../view.js'
import type { StoredExpense } from '../../../model/expense.js'
import type { StoredHold } from '../../../model/hold.js'
import { emptyMonth } from './month-draft.js'

/** Reads what a scope asks for, many at a time, for adapters that must wait for each answer. */
export interface BatchedViewSource {
  /** The months among these that are stored; `'all'` for every stored month. */
  months(months: readonly Month[] | 'all'): Promise<readonly MonthState[]>
  /** The budgets among these that exist. */
  budgets(ids: readonly string[]): Promise<readonly Budget[]>
  /** The expenses among these that exist. */
  expenses(ids: readonly string[]): Promise<readonly StoredExpense[]>
  /** The holds among these that exist. */
  holds(ids: readonly string[]): Promise<readonly StoredHold[]>
}

/** Gathers the view that a scope asks for, including the months of its budgets and expenses. */
export async function loadBatchedView(head: Head, scope: Scope, source: BatchedViewSource): Promise<View> {
  const {
    months: asked = [],
    budgets: budgetIds = [],
    expenses: expenseIds = [],
    holds: holdIds = [],
  } = scope
  const [budgets, expenses, holds] = await Promise.all([
    budgetIds.length > 0 ? source.budgets(budgetIds) : [],
    expenseIds.length > 0 ? source.expenses(expenseIds) : [],
    holdIds.length > 0 ? source.holds(holdIds) : [],
  ])
  const named = [...budgets, ...expenses, ...holds].map(({ month }) => month)
  const wanted = asked === 'all' ? 'all' : [...new Set([...asked, ...named])]
  const states = wanted.length > 0 ? await source.months(wanted) : []
  const months = new Map(states.map((state) => [state.month, state]))
  // A requested month may have nothing stored.
  if (wanted !== 'all')
    for (const month of wanted) if (!months.has(month)) months.set(month, emptyMonth(month))
  return {
    ...head,
    months,
    budgets: byId(budgetIds, budgets),
    expenses: byId(expenseIds, expenses),
    holds: byId(holdIds, holds),
  }
}

function byId<Entity extends { readonly id: string }>(
  ids: readonly string[],
  found: readonly Entity[],
): ReadonlyMap<string, Entity | null> {
  const entities = new Map(found.map((entity) => [entity.id, entity]))
  return new Map(ids.map((id) => [id, entities.get(id) ?? null]))
}
