import type { Month } from '../../calendar/month.js'
import { idTaken, type AppliedChanges } from '../../storage/kit/state/apply-changes.js'
import type { BookReader } from './book-reader.js'
import { findExpenseLine, headerLine, idOffset } from './month-record.js'
import { isUnreadable } from './unreadable.js'

// From this many ids on, reading every line once is faster than a search for each id.
const manyIds = 16

/**
 * Throws `conflict` if an id that a commit inserts is taken in any month of the book. It searches the texts of the
 * months without decoding them. So it is fast in a full storage, and works with a corrupt month too.
 */
export function refuseTakenIds(reader: BookReader, applied: AppliedChanges): void {
  const budgets = applied.insertedBudgets.map(({ id }) => id)
  const expenses = applied.insertedExpenses.map(({ id }) => id)
  if (budgets.length + expenses.length === 0) return
  for (const month of reader.head.months.keys()) {
    const text = reader.monthText(month)
    if (text === null) continue // the key is missing, and so are its ids
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
  // The id may also be inside metadata.
  return ids.find((id) => header.includes(`"id":${JSON.stringify(id)}`) && mayHaveBudget(reader, month, id))
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

function findExpenseId(text: string, ids: readonly string[]): string | undefined {
  if (ids.length < manyIds) return ids.find((id) => findExpenseLine(text, id) !== null)
  return findAmongLines(text, new Map(ids.map((id) => [JSON.stringify(id), id])))
}

// Ids usually have only a few lengths. Cutting text of each length from a line is faster than finding the end of its
// id.
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
