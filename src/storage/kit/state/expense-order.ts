import type { ExpensePosition } from '../../view.js'

/** Newest first: by date, then createdAt, then id, all descending. */
export function compareExpenses(a: ExpensePosition, b: ExpensePosition): number {
  return descending(a.date, b.date) || descending(a.createdAt, b.createdAt) || descending(a.id, b.id)
}

/** The greater text first. */
export function descending(a: string, b: string): number {
  return a === b ? 0 : a > b ? -1 : 1
}
