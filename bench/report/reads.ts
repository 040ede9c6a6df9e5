import { createLocalStorageAdapter } from 'budgetbook'
import { createIndexedDbAdapter } from 'budgetbook/indexeddb'
import { createSqlAdapter } from 'budgetbook/sql'
import { checkTotal, description, fillBook, newestMonth } from '../books.js'
import { countLine, ratioLine, type Line } from '../measure.js'
import { say, type Settings } from '../settings.js'
import { countedIndexedDb } from '../stores/counted-indexeddb.js'
import { CountedStorage } from '../stores/counted-storage.js'
import { sqliteFile } from '../stores/sqlite-file.js'

// Expenses are what grows; a report needs none of them.
const noExpense = 0

/** What a report reads of `localStorage`, where a month is a text of its own. */
export async function countOnLocalStorage(): Promise<Line[]> {
  const storage = new CountedStorage()
  const filled = await fillBook(createLocalStorageAdapter({ storage, locks: null }), {
    expenses: 24_000,
    months: 120,
  })
  await checkTotal(filled)
  const texts: string[] = []
  storage.onRead = (text) => texts.push(text)
  await filled.book.utilization(newestMonth)
  const text = texts.join('')
  const where = 'localStorage, 24,000 expenses in 120 months'
  return [
    countLine(`${where}: texts that a report reads`, texts.length),
    ratioLine(`${where}: characters of them to all there are`, text.length / storage.characters),
    countLine(`${where}: expenses in those texts`, text.split(description).length - 1, noExpense),
  ]
}

/** How many records a report reads of IndexedDB, by store. */
export async function countOnIndexedDb({ quick }: Settings): Promise<Line[]> {
  const expenses = quick ? 1_000 : 10_000
  const { indexedDB, counts } = countedIndexedDb()
  const filled = await fillBook(createIndexedDbAdapter({ indexedDB }), { expenses, months: 24 })
  await checkTotal(filled)
  counts.clear()
  await filled.book.utilization(newestMonth)
  const where = `IndexedDB, ${say(expenses)} expenses`
  const others = [...counts].filter(([store]) => store !== 'expenses')
  return [
    countLine(`${where}: expenses that a report reads`, counts.get('expenses')?.records ?? 0, noExpense),
    ...others.map(([store, { records }]) =>
      countLine(`${where}: records of ${store} that it reads`, records),
    ),
  ]
}

/** How many statements of a report look at expenses on SQLite. */
export async function countOnSqlite({ quick }: Settings): Promise<Line[]> {
  const expenses = quick ? 10_000 : 100_000
  const statements: string[] = []
  const { options } = await sqliteFile(({ query }) => void statements.push(query.sql))
  const filled = await fillBook(createSqlAdapter(options), { expenses, months: 24 })
  await checkTotal(filled)
  statements.length = 0
  await filled.book.utilization(newestMonth)
  const where = `SQLite, ${say(expenses)} expenses`
  const ofExpenses = statements.filter((statement) => statement.includes('budgetbook_expenses'))
  return [
    countLine(`${where}: statements of a report`, statements.length),
    countLine(`${where}: those that name the table of expenses`, ofExpenses.length, noExpense),
  ]
}
