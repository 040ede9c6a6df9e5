import { createLocalStorageAdapter, openBudgetBook, type BudgetBook, type NewExpense } from 'budgetbook'
import { fillBook } from '../books.js'
import { race, type Contestant, type Line } from '../measure.js'
import { timeOf, type Settings } from '../settings.js'
import { CountedStorage } from '../stores/counted-storage.js'

/** A book of ten years, to a book of one. */
const goal = 1.3

const batch = 20
const perMonth = 200

/** A record on `localStorage`, in a book of a year and in one of ten; beside rewriting one month's text by hand. */
export async function recordOnLocalStorage(settings: Settings): Promise<Line[]> {
  const results = await race(
    [await recorder(12), await recorder(120), await rewriter()],
    100,
    5,
    timeOf(settings, 6),
  )
  const where = 'localStorage, 200 expenses a month'
  return [
    results.line(`${where}: record among 12 months`, '12', 1 / batch),
    results.line(`${where}: record among 120 months`, '120', 1 / batch),
    results.ratio(`${where}: record among 120 months to among 12`, '120', '12', { atMost: goal }),
    results.ratio(`${where}: record to rewriting one month's JSON by hand`, '12', 'hand'),
  ]
}

/**
 * Every turn begins with the same storage: a month would not stay as it was. The first record of an adapter reads the ids
 * of all months, so it is not timed here.
 */
async function recorder(months: number): Promise<Contestant> {
  const storage = new CountedStorage()
  const { draw } = await fillBook(createLocalStorageAdapter({ storage, locks: null }), {
    expenses: months * perMonth,
    months,
  })
  let book: BudgetBook
  let drawn: readonly NewExpense[] = []
  return {
    name: `${months}`,
    prepare: async () => {
      const [first, ...rest] = draw(batch + 1)
      drawn = rest
      book = await openBudgetBook({
        storage: createLocalStorageAdapter({ storage: storage.copy(), locks: null }),
      })
      if (first) await book.expenses.record(first)
    },
    run: async () => {
      for (const expense of drawn) await book.expenses.record(expense)
    },
  }
}

/** What a month's chunk costs: read it, parse it, add an expense, write it. Nothing is checked, and no total kept. */
async function rewriter(): Promise<Contestant> {
  const source = new CountedStorage()
  const { book, draw } = await fillBook(createLocalStorageAdapter({ storage: source, locks: null }), {
    expenses: perMonth,
    months: 1,
  })
  const { items } = await book.expenses.list({ limit: perMonth })
  let storage = new CountedStorage()
  let drawn: readonly NewExpense[] = []
  return {
    name: 'hand',
    prepare: async () => {
      drawn = draw(batch)
      storage = new CountedStorage([['month', JSON.stringify(items)]])
      return Promise.resolve()
    },
    run: () => {
      for (const [at, expense] of drawn.entries()) {
        const month = JSON.parse(storage.getItem('month') ?? '[]') as unknown[]
        month.push({ ...items[at], ...expense })
        storage.setItem('month', JSON.stringify(month))
      }
    },
  }
}
