import type { Month } from '../../../calendar/month.js'
import { idTaken, type AppliedChanges } from '../../../storage/kit/state/apply-changes.js'
import type { BookPlace } from '../book-place.js'
import type { BookReader } from '../book-reader.js'
import { headerLine } from '../month-record.js'
import { isUnreadable } from '../unreadable.js'

/**
 * Throws `conflict` if an id that a commit inserts is taken in any month of the book. It finds ids in the texts of the
 * months without decoding them. So it is fast in a full storage, and works with a corrupt month too.
 */
export function refuseTakenIds({ expenseIds }: BookPlace, reader: BookReader, applied: AppliedChanges): void {
  const holds = new Set(applied.insertedHolds.map(({ id }) => id))
  for (const { id } of holds.size > 0 ? reader.head.holds : []) if (holds.has(id)) throw idTaken('hold', id)
  const budgets = applied.insertedBudgets.map(({ id }) => id)
  const expenses = applied.insertedExpenses.map(({ id }) => id)
  if (budgets.length + expenses.length === 0) return
  const texts = textsOf(reader)
  for (const id of budgets) if (hasBudget(reader, texts, id)) throw idTaken('budget', id)
  if (expenses.length === 0) return
  expenseIds.update(texts)
  for (const id of expenses) if (expenseIds.has(id)) throw idTaken('expense', id)
}

// The texts of all months. If the key of a month is missing, so are its ids.
function textsOf(reader: BookReader): Map<Month, string> {
  const texts = new Map<Month, string>()
  for (const month of reader.head.months.keys()) {
    const text = reader.monthText(month)
    if (text !== null) texts.set(month, text)
  }
  return texts
}

function hasBudget(reader: BookReader, texts: ReadonlyMap<Month, string>, id: string): boolean {
  const token = `"id":${JSON.stringify(id)}`
  // The id may also be inside metadata.
  return Array.from(texts).some(
    ([month, text]) => headerLine(text).includes(token) && mayHaveBudget(reader, month, id),
  )
}

// The budgets of an unreadable month are unknown, so an id in its text counts as taken.
function mayHaveBudget(reader: BookReader, month: Month, id: string): boolean {
  try {
    return reader.month(month)?.state.budgets.some((budget) => budget.id === id) ?? false
  } catch (error) {
    if (isUnreadable(error)) return true
    throw error
  }
}
