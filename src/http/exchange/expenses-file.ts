import type { BudgetBook } from '../../book/budget-book.js'
import type { CallOptions } from '../../book/call-options.js'
import type { ExpenseFilter } from '../../book/expenses/api.js'
import { BudgetBookError } from '../../errors/error.js'
import { writeCsvStream } from '../../exchange/csv/write-csv.js'
import type { Expense } from '../../model/expense.js'

/** How a file is written. */
interface FileOptions {
  readonly neutralize?: boolean | undefined
  readonly bom?: boolean | undefined
}

/** The expenses of a book as a CSV file, in pieces; throws `not_found` for a filter by a category that is not there. */
export async function expensesFile(
  book: BudgetBook,
  filter: Pick<ExpenseFilter, 'month' | 'categoryId' | 'from' | 'to'>,
  { neutralize, bom }: FileOptions,
  options: CallOptions,
): Promise<AsyncGenerator<string, void, undefined>> {
  const { categoryId } = filter
  const categories = await book.categories.list({ includeArchived: true }, options)
  if (categoryId !== undefined && categories.every(({ id }) => id !== categoryId))
    await book.categories.get(categoryId, options)
  return writeCsvStream(inOneCurrency(book, filter, options), { categories, neutralize, bom })
}

// The pages are read one after the other, and a file does not say its currency.
async function* inOneCurrency(
  book: BudgetBook,
  filter: ExpenseFilter,
  options: CallOptions,
): AsyncGenerator<Expense, void, undefined> {
  const { currency } = await book.settings.get(options)
  yield* book.expenses.all(filter, options)
  if ((await book.settings.get(options)).currency === currency) return
  throw new BudgetBookError('conflict', 'The currency changed while the expenses were read', {
    reason: 'retries_exhausted',
  })
}
