import { Later, Reference } from './call-values.js'
import type { Call } from './model/model.js'

const category = (at: number): Reference => new Reference('categories', at)

/** What a run may begin with: nothing, categories, a plan and some spending, or this with groups and carries. */
export const startsOfCalls: readonly (readonly Call[])[] = (() => {
  const categories = ['Food', 'Travel', 'Rent'].map((name) => ({
    method: 'categories.create',
    input: [{ name }],
  }))
  const plan = ['2026-01', '2026-02'].map((month) => ({
    method: 'budgets.allocate',
    input: [month, [0, 1, 2].map((at) => ({ categoryId: category(at), amount: 30 }))],
  }))
  const expenses = ['2026-01-24', '2026-01-25', '2026-02-14'].map((date, at) => ({
    categoryId: category(at),
    amount: '28',
    date,
  }))
  const limit = { method: 'settings.update', input: [{ currency: 'USD', monthlyLimit: 100 }] }
  const spending = { method: 'expenses.recordMany', input: [expenses] }
  const holds = ['2026-01-24', '2026-02-14'].map((date, at) => ({
    method: 'holds.place',
    input: [{ categoryId: category(at), amount: '2', date, expiresAt: new Later(86_400_000) }],
  }))
  const groups = ['Home', 'Fun'].map((name) => ({ method: 'groups.create', input: [{ name }] }))
  const grouped = [0, 1].map((at) => ({
    method: 'categories.update',
    input: [category(at), { groupId: new Reference('groups', at), rollover: { from: '2025-12', cap: 20 } }],
  }))
  // Of the same name as another one, which is in a group.
  const namesake = { method: 'categories.create', input: [{ name: 'FOOD' }] }
  return [
    [],
    categories,
    [limit, ...categories, ...plan, spending],
    [limit, ...categories, ...plan, spending, ...holds],
    [limit, ...groups, ...categories, ...grouped, namesake, ...plan, spending],
  ]
})()
