import { openBudgetBook, type BudgetBook, type NewExpense, type StorageAdapter } from 'budgetbook'
import { anyCents, textOf } from './cents.js'
import { randomNumbers } from './random.js'

/** The newest month of every book here. */
export const newestMonth = '2026-02'

/** What every expense is described as: by it they are found in a text. */
export const description = 'Lunch with the team'

/** A book of 20 categories with budgets, and what has been spent in the newest month, in cents. */
export interface FilledBook {
  readonly book: BudgetBook
  readonly categoryIds: readonly string[]
  readonly spent: () => bigint
  /** More expenses, of the newest month or of any; what they come to is counted. */
  readonly draw: (count: number, where?: 'newest' | 'anywhere') => NewExpense[]
}

/** Where the expenses of a book lie: so many months, the newest last. */
interface Shape {
  readonly expenses: number
  readonly months: number
}

// Nobody imports a million at once; and the bench is not to measure how the fill fares.
const chunk = 10_000

/** Opens a book in a storage and fills it, the same one each time. */
export async function fillBook(
  storage: StorageAdapter,
  { expenses, months }: Shape,
  bookId = 'default',
): Promise<FilledBook> {
  const book = await openBudgetBook({ storage, bookId })
  await book.settings.update({ currency: 'USD', monthlyLimit: '5000.00' })
  const categoryIds: string[] = []
  for (let index = 0; index < 20; index++) {
    const { id } = await book.categories.create({ name: `Category ${index}` })
    categoryIds.push(id)
  }
  await book.budgets.allocate(
    newestMonth,
    categoryIds.map((categoryId) => ({ categoryId, amount: '250.00' })),
  )
  const random = randomNumbers(expenses + months)
  let spent = 0n
  const draw: FilledBook['draw'] = (count, where = 'newest') =>
    Array.from({ length: count }, () => {
      const cents = anyCents(random)
      const back = where === 'newest' ? 0 : Math.floor(random() * months)
      if (back === 0) spent += BigInt(cents)
      return {
        categoryId: categoryIds[Math.floor(random() * categoryIds.length)] ?? '',
        amount: textOf(cents),
        date: `${monthBefore(back)}-${String(1 + Math.floor(random() * 28)).padStart(2, '0')}`,
        description,
      }
    })
  for (let made = 0; made < expenses; made += chunk)
    await book.expenses.recordMany(draw(Math.min(chunk, expenses - made), 'anywhere'))
  return { book, categoryIds, draw, spent: () => spent }
}

/** A month so many before the newest. */
function monthBefore(back: number): string {
  return new Date(Date.UTC(2026, 1 - back, 1)).toISOString().slice(0, 7)
}

/** Throws where the book's own total is not what was put in, counted as integers. */
export async function checkTotal({ book, spent }: FilledBook): Promise<void> {
  const { summary } = await book.utilization(newestMonth)
  const cents = spent()
  const text = textOf(Number(cents))
  if (summary.totalSpent !== text) throw new Error(`The book has ${summary.totalSpent}, and it is ${text}`)
}
