import type { Month } from '../../../calendar/month.js'
import type { Budget } from '../../../model/budget.js'
import type { Head, MonthState, Scope, View } from '../../view.js'
import type { StoredExpense } from '../../../model/expense.js'
import { emptyMonth } from './month-draft.js'

/** How an adapter that has to wait for each answer finds what a scope asks for: one question for many. */
export interface BatchedViewSource {
  /** Those of the months of which anything is stored; `'all'` for every one. */
  months(months: readonly Month[] | 'all'): Promise<readonly MonthState[]>
  /** Those of the budgets that there are. */
  budgets(ids: readonly string[]): Promise<readonly Budget[]>
  /** Those of the expenses that there are. */
  expenses(ids: readonly string[]): Promise<readonly StoredExpense[]>
}

/** Gathers the view that a scope asks for: the months of named budgets and expenses come along. */
export async function loadBatchedView(head: Head, scope: Scope, source: BatchedViewSource): Promise<View> {
  const { months: asked = [], budgets: budgetIds = [], expenses: expenseIds = [] } = scope
  const [budgets, expenses] = await Promise.all([
    budgetIds.length > 0 ? source.budgets(budgetIds) : [],
    expenseIds.length > 0 ? source.expenses(expenseIds) : [],
  ])
  const named = [...budgets, ...expenses].map(({ month }) => month)
  const wanted = asked === 'all' ? 'all' : [...new Set([...asked, ...named])]
  const states = wanted.length > 0 ? await source.months(wanted) : []
  const months = new Map(states.map((state) => [state.month, state]))
  // Of a month that was asked for nothing may be stored.
  if (wanted !== 'all')
    for (const month of wanted) if (!months.has(month)) months.set(month, emptyMonth(month))
  return { ...head, months, budgets: byId(budgetIds, budgets), expenses: byId(expenseIds, expenses) }
}

function byId<Entity extends { readonly id: string }>(
  ids: readonly string[],
  found: readonly Entity[],
): ReadonlyMap<string, Entity | null> {
  const entities = new Map(found.map((entity) => [entity.id, entity]))
  return new Map(ids.map((id) => [id, entities.get(id) ?? null]))
}
