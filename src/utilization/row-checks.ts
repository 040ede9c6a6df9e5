import { readCivilDate, whyNotADate } from '../calendar/civil-date.js'
import { isMonth, whyNotAMonth, type Month } from '../calendar/month.js'
import { atPath, invalidInput, requireObject, requireText, visitEach } from '../errors/invalid-input.js'
import type { CategoryFields, ExpenseFields, SpendingFields } from './input.js'

/** Checks categories, and makes an entry of each, by its id and in their order. Each id may come once. */
export function readCategories<Fields extends CategoryFields, Entry>(
  categories: Iterable<Fields>,
  entryOf: (categoryId: string, name: string, category: Fields) => Entry,
): Map<string, Entry> {
  const entries = new Map<string, Entry>()
  visitEach('categories', categories, (category) => {
    requireObject(category, 'A category')
    const { id, name, groupId } = category
    atPath(['id'], () => requireText(id, 'An id'))
    atPath(['name'], () => requireText(name, 'A name'))
    if (groupId != null) atPath(['groupId'], () => requireText(groupId, 'An id'))
    if (entries.has(id)) throw invalidInput('duplicate', 'Two categories have this id', ['id'], { id })
    entries.set(id, entryOf(id, name, category))
  })
  return entries
}

/** Checks the month of a row before it is compared: a row of an invalid month would be in none. */
export function requireMonthOfRow(month: string): asserts month is Month {
  if (typeof month !== 'string' || !isMonth(month))
    throw invalidInput('invalid_month', whyNotAMonth(month), ['month'])
}

/**
 * The day of an expense, as `readCivilDate` gives it. Checked before it is compared: an invalid date would be in no
 * month, and its money would be missing.
 */
export function dayOf(entry: Pick<ExpenseFields, 'date'>, what = 'An expense'): number {
  requireObject(entry, what)
  const { date } = entry
  const day = typeof date === 'string' ? readCivilDate(date) : Number.NaN
  if (Number.isNaN(day)) throw invalidInput('invalid_date', whyNotADate(date), ['date'])
  return day
}

/** Whether a hold counts at an instant. */
export function countsAt(expiresAt: string | null | undefined, now: string | undefined): boolean {
  if (expiresAt == null) return true
  requireInstant(expiresAt, 'expiresAt')
  if (now === undefined)
    throw invalidInput('invalid_value', 'A hold that expires needs now, the present instant', ['expiresAt'])
  return expiresAt > now
}

/** Checks an instant in UTC. In this form, the later of two is the greater text. */
export function requireInstant(text: string, field: string): void {
  const time = typeof text === 'string' && text.length === 24 ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(time) && new Date(time).toISOString() === text) return
  throw invalidInput('invalid_value', 'Not an instant as YYYY-MM-DDThh:mm:ss.sssZ', [field])
}

/** Checks how many expenses a total holds. */
export function requireCount({ expenseCount }: SpendingFields): number {
  if (Number.isSafeInteger(expenseCount) && expenseCount >= 0) return expenseCount
  throw invalidInput('invalid_value', 'A count must be a whole number, zero or more', ['expenseCount'])
}

/** The error for a row whose category is not among the categories. */
export function noCategory(categoryId: string): Error {
  // A function of its own: a closure where it is thrown would cost every expense an allocation.
  atPath(['categoryId'], () => requireText(categoryId, 'An id'))
  return invalidInput('unknown_category', 'None of the categories has this id', ['categoryId'], {
    categoryId,
  })
}

/** The error for two budgets of a category in one month. */
export function secondBudget(categoryId: string): Error {
  return invalidInput('duplicate', 'The category has two budgets in this month', ['categoryId'], {
    categoryId,
  })
}

/** The error for totals beside expenses, or neither. */
export function requireOneSource(expenses: unknown, spending: unknown): void {
  if ((expenses === undefined) === (spending === undefined)) {
    throw invalidInput('invalid_value', 'Pass either expenses or spending')
  }
}
