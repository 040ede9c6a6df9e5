import { expect } from 'vitest'
import { journalUpTo, totalsOf, type JournalExpense } from '../journal-entries.js'
import type { StoredJournal } from '../page/journal.js'

function inOrder(expenses: readonly JournalExpense[]): JournalExpense[] {
  return [...expenses].sort((a, b) => a.serial - b.serial || (a.month < b.month ? -1 : 1))
}

/**
 * Expects a journal to hold all entries up to some last one, each once and whole, and totals that they come to; gives
 * the last one's number.
 */
export function expectJournal({ expenses, totals }: StoredJournal): number {
  const last = Math.max(0, ...expenses.map(({ serial }) => serial))
  expect(inOrder(expenses)).toEqual(journalUpTo(last))
  expect([...totals].sort((a, b) => (a.month < b.month ? -1 : 1))).toEqual(totalsOf(expenses))
  return last
}
