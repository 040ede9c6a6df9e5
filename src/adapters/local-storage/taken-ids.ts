import type { Month } from '../../calendar/month.js'
import { idTaken, type AppliedChanges } from '../../storage/kit/state/apply-changes.js'
import type { BookReader } from './book-reader.js'
import { findExpenseLine, headerLine, idOffset } from './month-record.js'
import { isUnreadable } from './unreadable.js'

// From this many ids on, one look at every line is faster than a search for each id.
const manyIds = 16

/**
 * Throws `conflict` where an id that a commit inserts is taken in any month of the book. It searches the texts of the
 * months and decodes none of them, so it is fast in a full storage, and a month that is corrupt does not get in the way.
 */
export function refuseTakenIds(reader: BookReader, applied: AppliedChanges): void {
  const budgets = applied.insertedBudgets.map(({ id }) => id)
  const expenses = applied.insertedExpenses.map(({ id }) => id)
  if (budgets.length + expenses.length === 0) return
  for (const month of reader.head.months.keys()) {
    const text = reader.monthText(month)
    if (text === null) continue // the key is missing, and its ids with it
    const budget = findBudgetId(reader, month, text, budgets)
    if (budget !== undefined) throw idTaken('budget', budget)
    const expense = findExpenseId(text, expenses)
    if (expense !== undefined) throw idTaken('expense', expense)
  }
}

function findBudgetId(
  reader: BookReader,
  month: Month,
  text: string,
  ids: readonly string[],
): string | undefined {
  const header = headerLine(text)
  // Somebody's metadata may have such an id too.
  return ids.find((id) => header.includes(`"id":${JSON.stringify(id)}`) && mayHaveBudget(reader, month, id))
}

// What a month has that cannot be read is not known: an id that stands in its text counts as taken.
function mayHaveBudget(reader: BookReader, month: Month, id: string): boolean {
  try {
    return reader.month(month)?.state.budgets.some((budget) => budget.id === id) ?? false
  } catch (error) {
    if (isUnreadable(error)) return true
    throw error
  }
}

function findExpenseId(text: string, ids: readonly string[]): string | undefined {
  if (ids.length < manyIds) return ids.find((id) => findExpenseLine(text, id) !== null)
  return findAmongLines(text, new Map(ids.map((id) => [JSON.stringify(id), id])))
}

// Ids are usually of one length, or of a few: cutting as much from each line is faster than finding out where its id ends.
function findAmongLines(text: string, tokens: ReadonlyMap<string, string>): string | undefined {
  const lengths = [...new Set(Array.from(tokens.keys(), ({ length }) => length))]
  for (let line = text.indexOf('\n'); line !== -1; line = text.indexOf('\n', line + 1)) {
    const from = line + 1 + idOffset
    for (const length of lengths) {
      const id = tokens.get(text.slice(from, from + length))
      if (id !== undefined) return id
    }
  }
  return undefined
}
