import { createMemoryAdapter, openBudgetBook, type BookReader, type BudgetBook } from 'budgetbook'

/** Two book objects on the same data: a commit of the second is a remote event for the first. */
export interface TwoBooks {
  readonly book: BudgetBook
  readonly other: BudgetBook
  /** Records 5.00 on the 14th of a month. */
  readonly spend: (by: BudgetBook, month: string) => Promise<void>
}

/** Opens two book objects on new data in memory, with one category. */
export async function openTwo(): Promise<TwoBooks> {
  const options = { storage: createMemoryAdapter(), now: () => new Date('2026-02-14'), timeZone: 'UTC' }
  const book = await openBudgetBook(options)
  const other = await openBudgetBook(options)
  const { id: categoryId } = await book.categories.create({ name: 'Travel' })
  return {
    book,
    other,
    spend: async (by, month) =>
      void (await by.expenses.record({ categoryId, amount: '5.00', date: `${month}-14` })),
  }
}

/** One call of a {@link HeldReads.read}. */
interface HeldRead<T> {
  readonly signal: AbortSignal
  /** Answers the read. */
  readonly resolve: (value: T) => void
  /** Lets the read fail. */
  readonly reject: (error: unknown) => void
}

/** A read whose answers the test gives, in any order. */
interface HeldReads<T> {
  readonly read: BookReader<T>
  /** All calls so far, the oldest first. */
  readonly calls: readonly HeldRead<T>[]
  /** The newest call. */
  readonly last: () => HeldRead<T>
}

/** Makes a read that waits for the test. */
export function holdReads<T = string>(): HeldReads<T> {
  const calls: HeldRead<T>[] = []
  return {
    read: async (_, signal) =>
      new Promise<T>((resolve, reject) => void calls.push({ signal, resolve, reject })),
    calls,
    last: () => calls.at(-1)!,
  }
}

/** Lets everything happen that waits for nothing but a promise. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => void setImmediate(resolve))
}
