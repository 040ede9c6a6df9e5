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
  const { insertedBudgets: budgets, insertedHolds: holds } = applied
  const expenses = applied.insertedExpenses.map(({ id }) => id)
  if (budgets.length + holds.length + expenses.length === 0) return
  const texts = textsOf(reader)
  for (const { id } of budgets) if (isInHeader(reader, texts, 'budgets', id)) throw idTaken('budget', id)
  for (const { id } of holds) if (isInHeader(reader, texts, 'holds', id)) throw idTaken('hold', id)
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

type List = 'budgets' | 'holds'

function isInHeader(reader: BookReader, texts: ReadonlyMap<Month, string>, list: List, id: string): boolean {
  const token = `"id":${JSON.stringify(id)}`
  // The id may also be inside metadata, or that of another entity.
  return Array.from(texts).some(
    ([month, text]) => headerLine(text).includes(token) && mayHave(reader, month, list, id),
  )
}

// What is in an unreadable month is unknown, so an id in its text counts as taken.
function mayHave(reader: BookReader, month: Month, list: List, id: string): boolean {
  try {
    return reader.month(month)?.state[list].some((entity) => entity.id === id) ?? false
  } catch (error) {
    if (isUnreadable(error)) return true
    throw error
  }
}
