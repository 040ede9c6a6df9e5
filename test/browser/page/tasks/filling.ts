import {
  addMonths,
  openBudgetBook,
  type BudgetBook,
  type Month,
  type NewExpense,
} from '../../../../src/index.js'
import type { Place } from '../../place.js'
import { withAdapter } from '../adapters.js'
import { outcomeOf, type Outcome } from '../outcome.js'

const smallDate = '2026-01-01'

async function withBook<Result>(place: Place, work: (book: BudgetBook) => Promise<Result>): Promise<Result> {
  return withAdapter(place, async (storage) => work(await openBudgetBook({ storage })))
}

function makeExpenses(categoryId: string, count: number, date: string, letters: number): NewExpense[] {
  const description = 'x'.repeat(letters)
  return Array.from({ length: count }, () => ({ categoryId, amount: 1, date, description }))
}

/** Records expenses of one size until no more of them fit; gives how many there are, and how the last attempt ended. */
async function fillWith(
  { expenses }: BudgetBook,
  batchAt: (attempt: number) => NewExpense[],
): Promise<{ readonly recorded: number; readonly end: Outcome }> {
  let recorded = 0
  for (let attempt = 0; ; attempt++) {
    const batch = batchAt(attempt)
    const end = await outcomeOf(expenses.recordMany(batch))
    if (end !== 'accepted') return { recorded, end }
    recorded += batch.length
  }
}

/** Records expenses until not even the smallest fits any more. */
async function fillUp(
  place: Place,
): Promise<{ readonly recorded: number; readonly ends: readonly Outcome[] }> {
  return withBook(place, async (book) => {
    const { id } = await book.categories.create({ name: 'Food' })
    const first = '2026-01' as Month
    // A month for each of the large batches, so that none needs space for more than itself.
    const sizes: ((attempt: number) => NewExpense[])[] = [
      (attempt) => makeExpenses(id, 1_000, `${addMonths(first, attempt + 1)}-01`, 480),
      () => makeExpenses(id, 100, smallDate, 480),
      () => makeExpenses(id, 10, smallDate, 480),
      () => makeExpenses(id, 1, smallDate, 480),
      () => makeExpenses(id, 1, smallDate, 0),
    ]
    const ends: Outcome[] = []
    let recorded = 0
    for (const size of sizes) {
      const filled = await fillWith(book, size)
      recorded += filled.recorded
      ends.push(filled.end)
    }
    return { recorded, ends }
  })
}

/** What becomes of commits of each shape. */
async function attemptCommits(place: Place): Promise<Record<string, Outcome>> {
  return withBook(place, async (book) => {
    const categoryId = (await book.categories.list())[0]?.id ?? ''
    const document = await book.exportBook()
    const [small] = makeExpenses(categoryId, 1, smallDate, 0)
    if (!small) throw new Error('There is nothing to record')
    return {
      withinOneMonth: await outcomeOf(book.expenses.record(small)),
      acrossMonths: await outcomeOf(book.expenses.recordMany([small, { ...small, date: '2026-02-01' }])),
      newMonth: await outcomeOf(book.budgets.create({ categoryId, month: '2030-01', amount: 1 })),
      newCategory: await outcomeOf(book.categories.create({ name: 'x'.repeat(100) })),
      everything: await outcomeOf(book.importBook(document)),
    }
  })
}

/** Removes one of the expenses with a long description. */
async function removeLongExpense(place: Place): Promise<void> {
  await withBook(place, async ({ expenses }) => {
    const { items } = await expenses.list({ from: '2026-02-01', limit: 1 })
    await expenses.remove(items[0]?.id ?? '')
  })
}

/** What becomes of recording a small expense. */
async function recordSmall(place: Place): Promise<Outcome> {
  return withBook(place, async ({ categories, expenses }) => {
    const categoryId = (await categories.list())[0]?.id ?? ''
    return outcomeOf(expenses.recordMany(makeExpenses(categoryId, 1, smallDate, 0)))
  })
}

/** Stands for everything in the book: changes with it. */
async function checksumOf(place: Place): Promise<string> {
  return withBook(place, async (book) => (await book.exportBook()).checksum)
}

export const filling = { fillUp, attemptCommits, removeLongExpense, recordSmall, checksumOf }
