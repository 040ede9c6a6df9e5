import { openBudgetBook, type BudgetBook } from 'budgetbook'
import { createIndexedDbAdapter } from 'budgetbook/indexeddb'
import { chosenPolicy } from './policy.js'
import { loadScenario } from './scenario.js'

const parameters = new URLSearchParams(location.search)

/** The day that the page takes for today: that of the example, so that it shows a month in progress. */
const today = parameters.get('today') ?? '2026-02-18'

/** The open book, and the month of today: with months that begin on payday, the calendar does not tell it. */
export interface OpenedBook {
  readonly book: BudgetBook
  readonly currentMonth: string
}

/** Opens the book of this browser. A new one gets the example, unless the address says `?empty`. */
export async function openBook(): Promise<OpenedBook> {
  const book = await openBudgetBook({
    storage: createIndexedDbAdapter({ databaseName: 'budgetbook-web' }),
    allocationPolicy: chosenPolicy,
    history: { keep: 500 },
    // Your app leaves these two out: then today is the user's today.
    now: () => new Date(`${today}T12:00:00Z`),
    timeZone: 'UTC',
  })
  // The book keeps the report, so the table has it sooner.
  const [categories, { month }] = await Promise.all([book.categories.list(), book.utilization()])
  // The user of an empty book may have begun already, or have undone everything.
  const isNew = categories.length === 0 && (await book.history.list({ limit: 1 })).items.length === 0
  if (isNew && !parameters.has('empty')) await loadScenario(book, 'first')
  return { book, currentMonth: month }
}
