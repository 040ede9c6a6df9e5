import { createLocalStorageAdapter, openBudgetBook } from 'budgetbook'
import { createIndexedDbAdapter } from 'budgetbook/indexeddb'
import { checkTotal, fillBook, newestMonth } from '../books.js'
import { countLine, ratioLine, type Line } from '../measure.js'
import { say, type Settings } from '../settings.js'
import { countedIndexedDb } from '../stores/counted-indexeddb.js'
import { CountedStorage } from '../stores/counted-storage.js'

const months = 120

/** A month's share of everything, and as much again for the head and for months that are larger than others. */
const goal = 2 / months

/** Opening a large book on `localStorage` and reporting one month: how much of it is read. */
export async function openLocalStorage({ quick }: Settings): Promise<Line[]> {
  const expenses = quick ? 24_000 : 100_000
  const storage = new CountedStorage()
  const filled = await fillBook(createLocalStorageAdapter({ storage, locks: null }), { expenses, months })
  await checkTotal(filled)
  const again = storage.copy()
  const book = await openBudgetBook({ storage: createLocalStorageAdapter({ storage: again, locks: null }) })
  const { reads, characters } = again.counts
  await book.utilization(newestMonth)
  const where = `localStorage, ${say(expenses)} expenses in ${months} months`
  return [
    countLine(`${where}: texts read to open`, reads),
    ratioLine(`${where}: characters read to open, to all there are`, characters / again.characters),
    countLine(`${where}: texts read to open and report a month`, again.counts.reads),
    ratioLine(
      `${where}: characters read for both, to all there are`,
      again.counts.characters / again.characters,
      goal,
    ),
  ]
}

/** The same on IndexedDB, in records. */
export async function openIndexedDb({ quick }: Settings): Promise<Line[]> {
  const expenses = quick ? 2_400 : 100_000
  const { indexedDB, counts } = countedIndexedDb()
  const filled = await fillBook(createIndexedDbAdapter({ indexedDB }), { expenses, months })
  await checkTotal(filled)
  counts.clear()
  const book = await openBudgetBook({ storage: createIndexedDbAdapter({ indexedDB }) })
  await book.utilization(newestMonth)
  const where = `IndexedDB, ${say(expenses)} expenses in ${months} months, opened and a month reported`
  const characters = [...counts.values()].reduce((sum, store) => sum + store.characters, 0)
  return [
    countLine(`${where}: expenses read`, counts.get('expenses')?.records ?? 0, 0),
    countLine(
      `${where}: records read`,
      [...counts.values()].reduce((sum, store) => sum + store.records, 0),
    ),
    countLine(`${where}: characters of them`, characters),
  ]
}
