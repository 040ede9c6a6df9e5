import type { BudgetBook } from '../book/budget-book.js'
import { requireMonth } from '../calendar/month.js'
import {
  guardInput,
  invalidInput,
  requireKnownFields,
  requireMethods,
  requireObject,
  visitEach,
} from '../errors/invalid-input.js'
import { observedOf, type BookReader, type Observed } from './observed-read.js'

/** Options of {@link observe}. */
export interface ObserveOptions {
  /**
   * The months that the read depends on, `YYYY-MM`. Only a change that can alter the report of one of them, or of all
   * months, repeats the read. Leave it out if the read depends on anything else, such as the list of categories or on
   * which month is the current one.
   * @defaultValue every change repeats the read
   */
  readonly months?: readonly string[] | undefined
}

/**
 * Reads something of a book, and reads it again whenever a change concerns it. This is the store under
 * `budgetbook/react`; with any other framework it takes a few lines.
 *
 * It reads only while somebody listens, once for all listeners. A newer read aborts the older one, whose answer is
 * dropped. A read that rejects keeps the last value beside its error.
 *
 * @param book - The book to read.
 * @param read - Reads it. Pass the signal on to the methods of the book.
 * @throws `invalid_input`
 *
 * @example
 * ```ts
 * import { createMemoryAdapter, observe, openBudgetBook } from 'budgetbook'
 *
 * const book = await openBudgetBook({ storage: createMemoryAdapter() })
 * const { id: categoryId } = await book.categories.create({ name: 'Travel' })
 * const report = observe(book, async (of, signal) => of.utilization('2026-02', { signal }), { months: ['2026-02'] })
 * const unsubscribe = report.subscribe(() => {
 *   const { state, value } = report.getSnapshot()
 *   console.log(state, value?.summary.totalSpent)
 * })
 * // => ready 0.00
 * // => ready 0.00
 * // => ready 700.00
 * await book.utilization('2026-02')
 * await book.expenses.record({ categoryId, amount: '700', date: '2026-02-14' }) // first refreshing, then the new value
 * await book.utilization('2026-02')
 * unsubscribe()
 * ```
 */
export function observe<T>(book: BudgetBook, read: BookReader<T>, options?: ObserveOptions): Observed<T> {
  guardInput(() => requireMethods(book, 'A book', ['subscribe', 'version']))
  if (typeof read !== 'function') throw invalidInput('invalid_type', 'The read must be a function', ['read'])
  const own = guardInput(() => monthsOf(options))
  if (own === null) return observedOf(book, read, () => true)
  return observedOf(
    book,
    read,
    (event) => event.months === 'all' || event.months.some((month) => own.has(month)),
  )
}

// By hand: a schema would be ten times as large as the rest of a page's observed reads.
function monthsOf(options: ObserveOptions | undefined): ReadonlySet<string> | null {
  if (options === undefined) return null
  requireObject(options, 'The options')
  requireKnownFields(options, ['months'])
  const { months } = options
  if (months === undefined) return null
  const own = new Set<string>()
  visitEach('months', months, (month) => own.add(requireMonth(month)))
  return own
}
