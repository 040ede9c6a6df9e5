import { createMemoryAdapter, observe, openBudgetBook, type BudgetBook, type Observed } from 'budgetbook'

/** A book whose reads are counted, and what front ends do with it. */
export interface CountedBook {
  readonly book: BudgetBook
  /** What was spent in a month, observed. */
  readonly spentIn: (month: string) => Observed<string>
  /** How many times it was read so far. */
  readonly reads: () => number
  /** How many reads were given up. */
  readonly aborted: () => number
  /** Spends 5.00 on a day. */
  readonly spendOn: (date: string) => Promise<void>
}

/** Opens a new book in memory, in INR, with one category. */
export async function openCounted(): Promise<CountedBook> {
  const book = await openBudgetBook({ storage: createMemoryAdapter() })
  const { id: categoryId } = await book.categories.create({ name: 'Travel' })
  let reads = 0
  let aborted = 0
  return {
    book,
    spentIn: (month) =>
      observe(
        book,
        async (of, signal) => {
          reads++
          signal.addEventListener('abort', () => aborted++)
          return (await of.utilization(month, { signal })).summary.totalSpent
        },
        { months: [month] },
      ),
    reads: () => reads,
    aborted: () => aborted,
    spendOn: async (date) => void (await book.expenses.record({ categoryId, amount: '5.00', date })),
  }
}
