import { sumAmounts } from '../../src/index.js'

/** One expense of a journal: what is told apart of it. */
export interface JournalExpense {
  /** The number of its entry. */
  readonly serial: number
  readonly month: string
  readonly amount: string
}

/** What was spent in a month of a journal. */
export interface JournalTotal {
  readonly month: string
  readonly spent: string
  readonly count: number
}

/** The expenses of an entry, all of one commit: every other entry has two, in two months. */
export function entryOf(serial: number): readonly JournalExpense[] {
  const months = serial % 2 === 0 ? ['2026-01', '2026-02'] : ['2026-02']
  return months.map((month) => ({ serial, month, amount: `${serial}.00` }))
}

/** The expenses of all entries from the first to a last one, in their order. */
export function journalUpTo(last: number): JournalExpense[] {
  return Array.from({ length: last }, (_, at) => entryOf(at + 1)).flat()
}

/** The totals that expenses come to, by month. */
export function totalsOf(expenses: readonly JournalExpense[]): JournalTotal[] {
  const months = [...new Set(expenses.map(({ month }) => month))].sort()
  return months.map((month) => {
    const amounts = expenses.filter((expense) => expense.month === month).map(({ amount }) => amount)
    return { month, spent: sumAmounts(amounts, 'INR'), count: amounts.length }
  })
}
